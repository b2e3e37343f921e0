# Matches two files with an advert and waits for the result: python match.py alice.pdf bob.pdf (needs `pip install requests`).
import os
import sys
import time

import requests

API_KEY = os.environ["API_KEY"]
BASE = os.environ.get("API_BASE", "http://127.0.0.1:3000")
headers = {"X-API-Key": API_KEY}

with open(sys.argv[1], "rb") as f1, open(sys.argv[2], "rb") as f2:
    resp = requests.post(
        f"{BASE}/api/match",
        headers=headers,
        files=[
            ("cvs", (os.path.basename(sys.argv[1]), f1, "application/octet-stream")),
            ("cvs", (os.path.basename(sys.argv[2]), f2, "application/octet-stream")),
        ],
        data={"jd_text": "Construction Project Manager — 5+ years commercial builds..."},
    )
job = resp.json()
job_id = job["job_id"]
print(f"Job created: {job_id}")

for _ in range(120):
    progress = requests.get(f"{BASE}/api/match/{job_id}/progress", headers=headers).json()
    print(f"  {progress['completed']}/{progress['total']} done")
    if progress["status"] == "completed":
        break
    if progress["status"] == "failed":
        raise RuntimeError("Job failed")
    time.sleep(float(os.environ.get("PAUSE", "2")))

results = requests.get(f"{BASE}/api/match/{job_id}", headers=headers).json()
for r in results["results"]:
    print(f"{r['cv_filename']}: {r['match_score']}/100 — {r['verdict']}")
