<?php
// Consents under way, in PHP's own session. The answer is posted from MobilePay's site: browsers send the session's
// cookie along only with SameSite=None and Secure, so this session is one of its own beside that of your users.
declare(strict_types=1);

namespace MobilePay;

const CONSENT_LIFE = 3600;

function openConsents(): void
{
    session_start([
        'name' => '__Host-mobilepay',
        'cookie_samesite' => 'None',
        'cookie_secure' => true,
        'cookie_httponly' => true,
        'use_strict_mode' => true,
        'gc_maxlifetime' => CONSENT_LIFE,
    ]);
    $_SESSION['consents'] ??= [];
}

/** @param array<string, mixed> $consent */
function rememberConsent(#[\SensitiveParameter] array $consent): void
{
    openConsents();
    $_SESSION['consents'][$consent['state']] = $consent;
    session_write_close();
}

/**
 * Once: PHP lets one request at a time into a session.
 * @return array<string, mixed>
 */
function takeConsent(string $state): array
{
    openConsents();
    $consent = $_SESSION['consents'][$state] ?? null;
    unset($_SESSION['consents'][$state]);
    session_write_close();
    if ($consent === null || $consent['begun'] + CONSENT_LIFE < time()) {
        throw new ConsentUnknown();
    }
    return $consent;
}
