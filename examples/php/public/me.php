<?php
// Asks the API who the merchant is.
declare(strict_types=1);

namespace MobilePay;

require __DIR__ . '/../src/application.php';

run(fn (Application $application) => merchantPage(merchantVat(), $application->merchants->me(merchantVat())));
