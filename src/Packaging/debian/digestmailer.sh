#!/bin/sh
# Runs DigestMailer with the settings in /etc/digestmailer. Root becomes the user of the service first, so that no file
# of the service belongs to root. Help, the list of settings and the demo need no settings, so anybody may have them.
set -eu
program=/usr/lib/digestmailer/DigestMailer
settings=/etc/digestmailer

case "${1-}" in
  # Completions; those in the manner of Windows are left out.
  '[suggest'*) "$program" "$@" | grep -v '^/' || true; exit ;;
  demo | settings) exec "$program" "$@" ;;
esac
for word; do
  case "$word" in
    --help | -h | -'?' | --version) exec "$program" "$@" ;;
  esac
done

export DOTNET_CONTENTROOT="$settings"
if [ "$(id -u)" = 0 ]; then
  HOME=/var/lib/digestmailer exec setpriv --reuid=digestmailer --regid=digestmailer --init-groups "$program" "$@"
fi
if [ ! -r "$settings/appsettings.json" ]; then
  echo "digestmailer: $(id -un) may not read $settings; run it as root." >&2
  exit 1
fi
exec "$program" "$@"
