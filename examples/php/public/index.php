<?php
// A merchant's consent with PHP alone. How to run it: docs/how-to/integrate-with-php.md
declare(strict_types=1);

namespace MobilePay;

require __DIR__ . '/../src/application.php';

run(function (Application $application): string {
    $path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
    $isAnswer = $path === $application->settings->callbackPath();
    return match (true) {
        // The redirect URI may be a page of yours, too, as with MobilePay's for development: http://127.0.0.1:7890/
        $isAnswer && $_SERVER['REQUEST_METHOD'] === 'POST' => callback($application),
        $path === '/' => homePage($application->store->merchants()),
        $path === '/mobilepay/start' => start($application),
        $path === '/mobilepay/me' => merchantPage(merchantVat(), $application->merchants->me(merchantVat())),
        $isAnswer => throw new ConsentUnknown(),
        default => throw new NotFound(),
    };
});
