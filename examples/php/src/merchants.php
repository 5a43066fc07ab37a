<?php
// Calls on behalf of a merchant, with a token that is refreshed when it has to be.
declare(strict_types=1);

namespace MobilePay;

final readonly class Merchants
{
    /** Seconds before its end at which an access token is no longer used: the call has to arrive, too. */
    private const MARGIN = 30;

    public function __construct(private Settings $settings, private Store $store, private Provider $provider)
    {
    }

    /** GET merchants/me: the merchant's id at MobilePay. */
    public function me(string $merchantVat): string
    {
        $merchantId = $this->get($merchantVat, '/invoice-restapi/api/v1/merchants/me')->json()['MerchantId'] ?? null;
        if (!is_string($merchantId)) {
            throw new MobilePayError('merchants/me answered without a MerchantId.');
        }
        return $merchantId;
    }

    private function get(string $merchantVat, string $path): Answer
    {
        $token = $this->accessToken($merchantVat);
        $answer = $this->send($path, $token);
        if ($answer->status === 401) {
            $answer = $this->send($path, $this->accessToken($merchantVat, refused: $token));
        }
        if ($answer->status === 403) {
            throw new MobilePayError(
                'The token is for no merchant, or not for this product.',
                'Connect again, and allow all of it.',
            );
        }
        if ($answer->status !== 200) {
            throw new MobilePayError("MobilePay’s API answered $answer->status.");
        }
        return $answer;
    }

    private function send(string $path, #[\SensitiveParameter] string $token): Answer
    {
        return send($this->settings->apiUrl . $path, [
            "Authorization: Bearer $token",
            "x-ibm-client-id: {$this->settings->apiClientId}",
            "x-ibm-client-secret: {$this->settings->apiClientSecret}",
            'CorrelationId: ' . vsprintf('%s%s-%s-4%.3s-a%.3s-%s%s%s', str_split(bin2hex(random_bytes(16)), 4)),
        ]);
    }

    /** Whoever comes second to the lock finds what the first one has stored, and asks for nothing. */
    private function accessToken(string $merchantVat, #[\SensitiveParameter] string $refused = ''): string
    {
        return $this->store->locked($merchantVat, function () use ($merchantVat, $refused): string {
            $connection = $this->store->read($merchantVat) ?? throw new ConsentNeeded($merchantVat);
            $token = $connection['accessToken'] ?? '';
            if (!in_array($token, ['', $refused], true) && time() < $connection['expiresAt'] - self::MARGIN) {
                return $token;
            }
            try {
                $keep = fn (array $content) => $this->store->write($merchantVat, $content);
                return $this->provider->refresh($merchantVat, $connection, $keep)['accessToken'];
            } catch (ConsentNeeded $error) {
                $this->store->remove($merchantVat);
                throw $error;
            }
        });
    }
}
