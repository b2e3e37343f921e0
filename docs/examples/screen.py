# Screens two candidates and waits for the result: python screen.py (needs `pip install requests`).
import os
import time

import requests

API_BASE = os.environ.get("API_BASE", "http://127.0.0.1:3000")
API_KEY = os.environ["API_KEY"]
HEADERS = {"X-API-Key": API_KEY, "Content-Type": "application/json"}

payload = {
    "job_spec": "Senior Python Developer, 5+ years FastAPI...",
    "candidates": [
        {"candidate_ref": "cand-001", "cv_text": "7 years Python, FastAPI, PostgreSQL..."},
        {"candidate_ref": "cand-002", "cv_text": "3 years Node.js, some Python exposure..."},
    ],
}
response = requests.post(f"{API_BASE}/api/v1/screen", json=payload, headers=HEADERS)
response.raise_for_status()
job_id = response.json()["job_id"]
print(f"Job submitted: {job_id}")

while True:
    time.sleep(float(os.environ.get("PAUSE", "5")))
    result = requests.get(f"{API_BASE}/api/v1/jobs/{job_id}", headers=HEADERS).json()
    if result["status"] == "complete":
        for candidate in result["results"]:
            print(f"{candidate['candidate_ref']}: {candidate['score']}% — {candidate['verdict']}")
        break
    elif result["status"] == "failed":
        print("Job failed")
        break
    else:
        print(f"Status: {result['status']} — {result['processed_candidates']}/{result['total_candidates']}")
