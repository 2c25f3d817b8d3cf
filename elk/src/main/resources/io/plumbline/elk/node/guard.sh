#!/bin/sh
# Runs a node for as long as the process that started it lives.
# Usage: guard.sh GRACE_SECONDS DISCARD_FOLDER COMMAND...   (an empty DISCARD_FOLDER keeps the data)
#
# Standard input is a pipe from that process: it closes when the process ends, however it ends. The
# node has a process group of its own, so that neither Ctrl-C nor a launcher between reaches past it.
grace=$1 discard=$2
shift 2
exec 3<&0 </dev/null
if command -v setsid >/dev/null; then
  setsid "$@" 3<&- &
else
  set -m
  "$@" 3<&- &
fi
node=$!
(
  while read -r _ <&3; do :; done
  [ -n "$discard" ] || kill -TERM "$node" 2>/dev/null
  tenths=$([ -n "$discard" ] && echo 0 || echo $((grace * 5)))
  while [ "$tenths" -gt 0 ] && kill -0 "$node" 2>/dev/null; do
    sleep 0.2
    tenths=$((tenths - 1))
  done
  # The group does not exist yet in the first instant of the node.
  kill -KILL -"$node" 2>/dev/null || kill -KILL "$node" 2>/dev/null
) &
watcher=$!
exec 3<&-
trap 'kill -TERM "$node"' TERM INT HUP
wait "$node"
status=$?
# A trapped signal ends the first wait early; the node's own end is what counts.
while kill -0 "$node" 2>/dev/null; do
  wait "$node"
  status=$?
done
kill -KILL -"$node" 2>/dev/null
kill "$watcher" 2>/dev/null
if [ -n "$discard" ]; then
  rm -rf "$discard" || { sleep 1; rm -rf "$discard"; }
fi
exit "$status"
