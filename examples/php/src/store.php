<?php
// The tokens of a merchant, by VAT number: JSON files in one folder. A table in your database does the same.
declare(strict_types=1);

namespace MobilePay;

final readonly class Store
{
    public function __construct(private string $folder)
    {
        if (!is_dir($folder)) {
            mkdir($folder, 0700, true);
        }
    }

    /** @return list<string> */
    public function merchants(): array
    {
        return array_map(fn (string $path) => basename($path, '.json'), glob("$this->folder/*.json"));
    }

    /** @return array<string, mixed>|null */
    public function read(string $merchantVat): ?array
    {
        $path = $this->path($merchantVat);
        return is_file($path) ? json_decode(file_get_contents($path), true, flags: JSON_THROW_ON_ERROR) : null;
    }

    /**
     * The old content or the new one, whatever happens in between; readable by this user alone.
     * @param array<string, mixed> $connection
     */
    public function write(string $merchantVat, #[\SensitiveParameter] array $connection): void
    {
        $draft = tempnam($this->folder, 'draft');
        $file = fopen($draft, 'w');
        $text = json_encode($connection, JSON_THROW_ON_ERROR);
        if (fwrite($file, $text) !== strlen($text) || !fsync($file) || !rename($draft, $this->path($merchantVat))) {
            throw new MobilePayError('The connection could not be stored.');
        }
        fclose($file);
    }

    public function remove(string $merchantVat): void
    {
        unlink($this->path($merchantVat));
    }

    /**
     * One process at a time: a one-time refresh token must not be sent twice.
     * @template T
     * @param \Closure(): T $work
     * @return T
     */
    public function locked(string $merchantVat, \Closure $work): mixed
    {
        $lock = fopen($this->path($merchantVat) . '.lock', 'c');
        flock($lock, LOCK_EX);
        try {
            return $work();
        } finally {
            fclose($lock);
        }
    }

    private function path(string $merchantVat): string
    {
        return "$this->folder/$merchantVat.json";
    }
}
