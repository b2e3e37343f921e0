#!/bin/sh
# The curl examples of the four APIs; only address, keys and file names are not theirs. One answer a line.
set -eu
post() { curl -sS --fail-with-body "$@"; echo; }

post -X POST "$API_BASE/api/v1/files/upload" -H "Authorization: Bearer $API_KEY" \
  -F "file=@candidate-cv.pdf" -F "tags=engineering" -F "tags=senior" -F "locale=en_US"

post -X POST "$API_BASE/api/v1/screen" -H "X-API-Key: $API_KEY" -H "Content-Type: application/json" \
  -d '{ "job_spec": "Senior Python developer with 5+ years FastAPI experience...", "candidates": [ { "candidate_ref": "internal-id-001", "cv_text": "7 years Python experience, built APIs with FastAPI..." } ] }'

post "$API_BASE/api/match" -H "X-API-Key: $API_KEY" \
  -F "cvs=@resume.pdf" -F "jd_text=Registered Nurse — ICU Department..."

post -X POST "$API_BASE/api/match" -H "X-API-Key: $API_KEY" \
  -F "cvs=@resume1.pdf" -F "cvs=@resume2.pdf" \
  -F "jd_text=Warehouse Associate — Day shift, forklift certification preferred..."

post -X POST "$API_BASE/api/match" -H "X-API-Key: $API_KEY" \
  -F "cvs=@resume.pdf" -F "jd_file=@job_description.pdf"

post "$API_BASE/api/v1/keys" -H "Authorization: Bearer $JWT_TOKEN"

post "$API_BASE/api/v1/keys" -H "Authorization: Bearer $JWT_TOKEN" -F "name=Production"

post "$API_BASE/api/credits/balance" -H "Authorization: Bearer $JWT_TOKEN"
