<?php
// What every page needs.
declare(strict_types=1);

namespace MobilePay;

$files = [
    'settings', 'errors', 'http', 'store', 'jwt', 'id_tokens', 'discovery', 'provider', 'merchants', 'consents', 'pages',
    'start', 'callback',
];
foreach ($files as $file) {
    require __DIR__ . "/$file.php";
}

ini_set('display_errors', '0');
// Without it a stack trace in the log quotes arguments, tokens among them.
ini_set('zend.exception_ignore_args', '1');

final readonly class Application
{
    public Store $store;
    public Provider $provider;
    public Merchants $merchants;

    public function __construct(public Settings $settings = new Settings())
    {
        $this->store = new Store($settings->store);
        $this->provider = new Provider($settings);
        $this->merchants = new Merchants($settings, $this->store, $this->provider);
    }
}

/**
 * Answers a request, and tells a person what went wrong.
 * @param \Closure(Application): string $page gives HTML, or the address to go on to where that begins with no `<`
 */
function run(\Closure $page): void
{
    header('Cache-Control: no-store');
    try {
        $content = $page(new Application());
        if (str_starts_with($content, '<')) {
            echo $content;
        } else {
            header("Location: $content", true, 303);
        }
    } catch (MobilePayError $error) {
        error_log(basename(strtr($error::class, '\\', '/')) . ': ' . $error->getMessage());
        http_response_code($error->status);
        echo problemPage($error);
    }
}

function merchantVat(): string
{
    $merchantVat = $_GET['merchant_vat'] ?? null;
    if (!is_string($merchantVat) || !preg_match('/^(DK|FI)[0-9]{8}$/D', $merchantVat)) {
        throw new BadRequest('A VAT number is DK or FI and eight digits.', 'Go back and correct it.');
    }
    return $merchantVat;
}
