<?php
// The redirect URI: MobilePay's page posts its answer here.
declare(strict_types=1);

namespace MobilePay;

require __DIR__ . '/../src/application.php';

run(function (Application $application): string {
    $fields = postedFields();
    $consent = takeConsent($fields['state'] ?? '');
    if (($fields['error'] ?? null) === 'access_denied') {
        throw new ConsentDenied();
    }
    if (isset($fields['error'])) {
        throw new AnswerRefused('MobilePay answered with an error.');
    }
    ['merchantVat' => $merchantVat] = $consent;
    $application->store->locked($merchantVat, function () use ($application, $fields, $consent, $merchantVat): void {
        $application->store->write($merchantVat, $application->provider->redeem($fields, $consent));
    });
    return '/';
});
