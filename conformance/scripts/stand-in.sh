#!/usr/bin/env bash
# The run against the sandbox, rehearsed offline: the mock under the real names over TLS, pages driven by Chromium.
# Usage: stand-in.sh FOLDER [options of the run]. Writes FOLDER/sandbox with all reports.
set -euo pipefail
cd "$(dirname "$0")/../.."
folder="$1"
shift
mkdir -p "$folder"

MOBILEPAY_MOCK_DATA="$folder/mock-data"
export MOBILEPAY_MOCK_DATA
npm start --silent -- --port 0 --tls --tls-port 0 --json --quiet >"$folder/ready.json" &
mock=$!
trap 'kill "$mock"' EXIT
for _ in $(seq 100); do
  [ -s "$folder/ready.json" ] && break
  sleep 0.1
done

read -r -a resolve <<<"$(npx node -e '
  const { tls } = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"))
  process.stdout.write(tls.hosts.map((host) => `--resolve ${host}:443:127.0.0.1:${tls.port}`).join(" "))
' "$folder/ready.json")"

MOBILEPAY_CLIENT_SECRET=integrator-secret MOBILEPAY_USERNAME=anna@klippe.example MOBILEPAY_PASSWORD=mock-anna \
  npm run --silent conformance -- --subject sandbox-dk --client-id integrator --redirect-uri http://127.0.0.1:7890/ \
  --merchant-vat DK12345674 "${resolve[@]}" --ca "$(npm start --silent -- ca --path)" \
  --login script --burn --destructive --yes --out "$folder/sandbox" "$@"
