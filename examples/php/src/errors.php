<?php
// What can go wrong, in words for the person in front of the page. No message ever holds a token, a code or a secret.
declare(strict_types=1);

namespace MobilePay;

/** Something that a person is told: what happened, and what to do. */
class MobilePayError extends \Exception
{
    public int $status = 502;
    public string $title = 'MobilePay can’t be used just now';

    public function __construct(string $what, public readonly string $advice = 'Try again in a moment.')
    {
        parent::__construct($what);
    }
}

final class BadRequest extends MobilePayError
{
    public int $status = 400;
    public string $title = 'This can’t be right';
}

final class NotFound extends MobilePayError
{
    public int $status = 404;
    public string $title = 'There is no such page';

    public function __construct()
    {
        parent::__construct('The address leads nowhere.', 'Go back.');
    }
}

/** The answer of the provider is not what was asked for. Nothing of it is kept. */
final class AnswerRefused extends MobilePayError
{
    public int $status = 400;
    public string $title = 'MobilePay’s answer was refused';

    public function __construct(string $what)
    {
        parent::__construct($what, 'Nothing was stored. Connect again; if it happens again, tell the developers.');
    }
}

final class ConsentUnknown extends MobilePayError
{
    public int $status = 400;
    public string $title = 'This consent is not known here';

    public function __construct()
    {
        parent::__construct(
            'It was begun in another browser, has been used, or is too old.',
            'Begin again, in this browser.',
        );
    }
}

final class ConsentDenied extends MobilePayError
{
    public int $status = 403;
    public string $title = 'You did not give your consent';

    public function __construct()
    {
        parent::__construct('MobilePay tells that the consent was refused.', 'Nothing has changed. Connect when you like.');
    }
}

/** The refresh token is of no use any more: only the merchant can help, by consenting again. */
final class ConsentNeeded extends MobilePayError
{
    public int $status = 409;
    public string $title = 'The consent has ended';

    public function __construct(string $merchantVat)
    {
        parent::__construct("$merchantVat has no consent (any more).", 'Connect the merchant again.');
    }
}

/** The token endpoint said no. */
final class TokenError extends MobilePayError
{
    public function __construct(public readonly string $error)
    {
        parent::__construct("MobilePay’s token endpoint answered $error.");
    }
}
