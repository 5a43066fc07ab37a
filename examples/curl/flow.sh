#!/usr/bin/env bash
# The whole hybrid flow with bash, curl and openssl: authorize, callback, tokens, refresh, first API call.
#
#   flow.sh [ENVIRONMENT] [RESPONSE_MODE]
#
# ENVIRONMENT is sandbox-dk (default), sandbox-fi, production-dk or production-fi; RESPONSE_MODE is form_post (default)
# or fragment. It needs the mock with automatic consent, since nobody is there to log in: npm start -- --consent auto
set -euo pipefail

environment=${1:-sandbox-dk}
response_mode=${2:-form_post}
mock=${MOCK_URL:-http://localhost:4010}
client_id=${CLIENT_ID:-integrator}
client_secret=${CLIENT_SECRET:-integrator-secret}
redirect_uri=${REDIRECT_URI:-http://127.0.0.1:7890/}
scope='openid offline_access invoice'

case $environment in
  sandbox-dk) admin=sandprod-admin.mobilepay.dk api=api.sandbox.mobilepay.dk merchant_vat=${MERCHANT_VAT:-DK12345674} ;;
  sandbox-fi) admin=sandprod-admin.mobilepay.fi api=api.sandbox.mobilepay.dk merchant_vat=${MERCHANT_VAT:-FI99000114} ;;
  production-dk) admin=admin.mobilepay.dk api=api.mobilepay.dk merchant_vat=${MERCHANT_VAT:-DK12345674} ;;
  production-fi) admin=admin.mobilepay.fi api=api.mobilepay.dk merchant_vat=${MERCHANT_VAT:-FI99000114} ;;
  *) echo "flow.sh: there is no environment $environment" >&2; exit 2 ;;
esac

fail() { echo "flow.sh: $1" >&2; exit 1; }
say() { printf '%-12s%s\n' "$1" "$2"; }
# Enough of a secret to recognize it, and no more.
mask() { printf '%s… (%d characters)' "${1:0:6}" "${#1}"; }
call() { curl --silent --show-error --noproxy localhost,127.0.0.1 "$@"; }

# The text of a member of a JSON object; the answers here hold no escaped quotes.
member() {
  local pattern="\"$2\" *: *\"([^\"]*)\""
  [[ $1 =~ $pattern ]] || return 0
  printf '%s' "${BASH_REMATCH[1]}"
}
base64url() { openssl base64 -A | { read -r text || true; text=${text//+/-}; text=${text//\//_}; printf '%s' "${text//=/}"; }; }
unbase64url() {
  local text=${1//-/+}
  text=${text//_//}
  while (( ${#text} % 4 )); do text+='='; done
  printf '%s' "$text" | openssl base64 -d -A
}
claims() { local rest=${1#*.}; unbase64url "${rest%%.*}"; }
# The left half of the SHA-256, as c_hash has it.
left_half_of_hash() {
  local digest bytes='' i
  digest=$(printf '%s' "$1" | openssl dgst -sha256 -r)
  for ((i = 0; i < 32; i += 2)); do bytes+="\\x${digest:i:2}"; done
  printf '%b' "$bytes" | base64url
}
# The claims of an ID token, when a published key has signed it, and it is MobilePay's, for this client and still good.
verified() {
  local id_token=$1 jwks=$2 key_id certificate claims exp='"exp":([0-9]+)'
  key_id=$(member "$(unbase64url "${id_token%%.*}")" kid)
  [[ -n $key_id && $jwks =~ \"kid\":\"$key_id\"[^}]*\"x5c\":\[\"([^\"]*)\" ]] || fail 'no published key has signed the ID token'
  certificate=$'-----BEGIN CERTIFICATE-----\n'"${BASH_REMATCH[1]}"$'\n-----END CERTIFICATE-----'
  # By RS256, whatever the token's header says.
  printf '%s' "${id_token%.*}" | openssl dgst -sha256 -signature <(unbase64url "${id_token##*.}") \
    -verify <(openssl x509 -pubkey -noout <<<"$certificate") &>/dev/null || fail 'the signature of the ID token is wrong'
  claims=$(claims "$id_token")
  [[ $(member "$claims" iss) == https://api.mobilepay.dk/merchant ]] || fail 'the ID token has another issuer'
  [[ $(member "$claims" aud) == "$client_id" ]] || fail 'the ID token is for another client'
  [[ $claims =~ $exp ]] && ((BASH_REMATCH[1] > $(date +%s) - 30)) || fail 'the ID token has expired'
  printf '%s' "$claims"
}
# The value of a name in name=value&name=value, percent-decoded.
field() {
  local pattern="(^|&)$2=([^&]*)"
  [[ $1 =~ $pattern ]] || return 0
  local value=${BASH_REMATCH[2]//+/ }
  printf '%b' "${value//%/\\x}"
}
# The value of a hidden input; .NET escapes the characters + ' < > & " and writes the first two as numbers.
input() {
  local pattern="name='$2' value='([^']*)'"
  [[ $1 =~ $pattern ]] || return 0
  local value=${BASH_REMATCH[1]}
  value=${value//&#x2B;/+}; value=${value//&#x27;/\'}
  value=${value//&lt;/<}; value=${value//&gt;/>}; value=${value//&quot;/\"}; value=${value//&amp;/\&}
  printf '%s' "$value"
}

# 1. Discovery. The issuer is no prefix of any address here, so it is compared with the known one.
discovery=$(call --fail "$mock/$admin/account/.well-known/openid-configuration")
[[ $(member "$discovery" issuer) == https://api.mobilepay.dk/merchant ]] || fail 'the issuer is not MobilePay’s'
say discovery "$(member "$discovery" authorization_endpoint)"

# 2. Authorize: everything random is new for each request, and kept until the answer is checked.
code_verifier=$(openssl rand 32 | base64url)
code_challenge=$(printf '%s' "$code_verifier" | openssl dgst -sha256 -binary | base64url)
state=$(openssl rand -hex 16)
nonce=$(openssl rand -hex 16)
answer=$(call --include --get "$(member "$discovery" authorization_endpoint)" \
  --data-urlencode "response_type=code id_token" \
  --data-urlencode "response_mode=$response_mode" \
  --data-urlencode "client_id=$client_id" \
  --data-urlencode "redirect_uri=$redirect_uri" \
  --data-urlencode "scope=$scope" \
  --data-urlencode "state=$state" \
  --data-urlencode "nonce=$nonce" \
  --data-urlencode "code_challenge=$code_challenge" \
  --data-urlencode "code_challenge_method=S256" \
  --data-urlencode "merchant_vat=$merchant_vat")
location=
[[ $answer =~ [Ll]ocation:\ ([^$'\r\n']*) ]] && location=${BASH_REMATCH[1]}
case $location in
  */home/error*) fail 'the request was refused; the log of the mock says why' ;;
  */account/login*) fail 'the mock asks for a login: start it with --consent auto' ;;
esac
say authorize "$client_id asks for $scope, on behalf of $merchant_vat"

# 3. Callback: fields of a form that a browser would post, or of a fragment.
if [[ $response_mode == form_post ]]; then
  code=$(input "$answer" code) id_token=$(input "$answer" id_token) returned=$(input "$answer" state)
  refused=$(input "$answer" error)
else
  fragment=${location#*#}
  code=$(field "$fragment" code) id_token=$(field "$fragment" id_token) returned=$(field "$fragment" state)
  refused=$(field "$fragment" error)
fi
[[ $returned == "$state" ]] || fail 'the state is not that of the request'
[[ -n $code && -n $id_token ]] || fail "no code: ${refused:-the answer has none}"
say callback "by $response_mode: code $(mask "$code"), id_token $(mask "$id_token")"

# 4. The ID token in front: signed by a published key, for this client and this request, and bound to the code.
jwks=$(call --fail "$(member "$discovery" jwks_uri)")
front=$(verified "$id_token" "$jwks") || exit 1
[[ $(member "$front" nonce) == "$nonce" ]] || fail 'the ID token answers another request'
[[ $(member "$front" c_hash) == "$(left_half_of_hash "$code")" ]] || fail 'the ID token is not bound to the code'
say 'id token' "signature, issuer, audience, time, nonce and c_hash are right; user $(member "$front" sub)"

# 5. Tokens.
token_endpoint=$(member "$discovery" token_endpoint)
tokens=$(call "$token_endpoint" \
  --data-urlencode 'grant_type=authorization_code' \
  --data-urlencode "code=$code" \
  --data-urlencode "redirect_uri=$redirect_uri" \
  --data-urlencode "code_verifier=$code_verifier" \
  --data-urlencode "client_id=$client_id" \
  --data-urlencode "client_secret=$client_secret")
[[ -n $(member "$tokens" access_token) ]] || fail "no tokens: $(member "$tokens" error)"
# The second ID token has to speak of the same login as the first.
back=$(verified "$(member "$tokens" id_token)" "$jwks") || exit 1
for name in sub nonce; do
  [[ $(member "$back" $name) == "$(member "$front" $name)" ]] || fail "the two ID tokens differ: $name"
done
say tokens "access_token $(mask "$(member "$tokens" access_token)"), refresh_token $(mask "$(member "$tokens" refresh_token)")"

# 6. Refresh. A OneTime client gets a new refresh token each time: store it in place of the old one.
refreshed=$(call "$token_endpoint" \
  --data-urlencode 'grant_type=refresh_token' \
  --data-urlencode "refresh_token=$(member "$tokens" refresh_token)" \
  --data-urlencode "client_id=$client_id" \
  --data-urlencode "client_secret=$client_secret")
access_token=$(member "$refreshed" access_token)
[[ -n $access_token ]] || fail "no tokens: $(member "$refreshed" error); after invalid_grant the merchant has to consent again"
if [[ $(member "$refreshed" refresh_token) == "$(member "$tokens" refresh_token)" ]]; then usage=ReUse; else usage=OneTime; fi
say refresh "$usage: access_token $(mask "$access_token"), refresh_token $(mask "$(member "$refreshed" refresh_token)")"

# 7. The first API call. The x-ibm pair comes from an app in the developer portal; the mock takes any.
me=$(call --fail "$mock/$api/invoice-restapi/api/v1/merchants/me" \
  --header "Authorization: Bearer $access_token" \
  --header 'x-ibm-client-id: my-app' --header 'x-ibm-client-secret: my-app-secret') || fail 'merchants/me refused the token'
say merchant "$(member "$me" MerchantId)"
