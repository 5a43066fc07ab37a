<?php
declare(strict_types=1);

namespace MobilePay;

require __DIR__ . '/../src/application.php';

run(fn (Application $application) => homePage($application->store->merchants()));
