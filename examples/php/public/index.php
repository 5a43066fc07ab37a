<?php
// A merchant's consent with PHP alone. How to run it: docs/how-to/integrate-with-php.md
declare(strict_types=1);

namespace MobilePay;

require __DIR__ . '/../src/application.php';

run(fn (Application $application): string => match (parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH)) {
    '/' => homePage($application->store->merchants()),
    '/mobilepay/start' => start($application),
    $application->settings->callbackPath() => callback($application),
    '/mobilepay/me' => merchantPage(merchantVat(), $application->merchants->me(merchantVat())),
    default => throw new NotFound(),
});
