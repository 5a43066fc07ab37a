<?php
declare(strict_types=1);

namespace MobilePay;

/** The redirect URI: MobilePay's page posts its answer here. */
function callback(Application $application): string
{
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
}

/**
 * The fields of a form. $_POST would take the last one of several with the same name.
 * @return array<string, string>
 */
function postedFields(): array
{
    $type = strtolower(strtok($_SERVER['CONTENT_TYPE'] ?? '', ';') ?: '');
    if (trim($type) !== 'application/x-www-form-urlencoded' || ($_SERVER['QUERY_STRING'] ?? '') !== '') {
        throw new AnswerRefused('The answer is no form post.');
    }
    $fields = [];
    foreach (array_filter(explode('&', file_get_contents('php://input'))) as $pair) {
        [$name, $value] = array_map(urldecode(...), explode('=', $pair, 2) + [1 => '']);
        if (isset($fields[$name])) {
            throw new AnswerRefused('The answer repeats itself.');
        }
        $fields[$name] = $value;
    }
    return $fields;
}
