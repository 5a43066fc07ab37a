<?php
declare(strict_types=1);

namespace MobilePay;

/**
 * Where the merchant is sent. In your application this stands behind your own login, and the VAT number is that of the
 * user's company.
 */
function start(Application $application): string
{
    [$url, $consent] = $application->provider->begin(merchantVat());
    rememberConsent($consent);
    return $url;
}
