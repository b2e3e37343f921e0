#!/bin/sh
# Writes the secrets of docker/compose.yaml to docker/secrets (or the folder given). Those that exist are kept.
set -eu
folder=${1:-$(dirname "$0")/secrets}
mkdir -p "$folder"
# Containers run as another user: the files are readable, their folder is not.
chmod 700 "$folder"

random() { od -An -N 24 -tx1 /dev/urandom | tr -d ' \n'; }
keep() {
  [ -s "$folder/$1" ] || printf '%s' "$2" >"$folder/$1"
  chmod 644 "$folder/$1"
}

keep database_password "$(random)"
keep database_url "postgres://vitamill:$(cat "$folder/database_password")@database:5432/vitamill"
keep redis_password "$(random)"
keep redis_url "redis://:$(cat "$folder/redis_password")@queue:6379"
keep s3_access_key "vitamill-$(random | cut -c1-8)"
keep s3_secret_key "$(random)"
keep key_pepper "$(random)"
keep secrets_key "$(random)"
echo "Secrets are in $folder. Keep a copy: without key_pepper all API keys are lost, without secrets_key
the secrets of webhooks."
