#!/bin/sh
# Matches a file with an advert and prints what the service answers: sh match.sh resume.pdf
curl -sS "${API_BASE:-http://127.0.0.1:3000}/api/match" \
  -H "X-API-Key: $API_KEY" \
  -F "cvs=@$1" \
  -F "jd_text=Warehouse Associate — Day shift, forklift certification preferred..."
