const { API_BASE, API_KEY } = process.env;
const headers = { 'X-API-Key': API_KEY, 'Content-Type': 'application/json' };

async function sleep(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function screenCandidates() {
  // 1. Submit
  const submit = await fetch(`${API_BASE}/api/v1/screen`, {
    method: 'POST',
    headers,
    body: JSON.stringify({
      job_spec: 'Senior Python Developer, FastAPI, 5+ years...',
      candidates: [
        { candidate_ref: 'cand-001', cv_text: '7 years Python, FastAPI...' },
        { candidate_ref: 'cand-002', cv_text: '3 years Node.js, some Python...' },
      ],
    }),
  });
  const { job_id } = await submit.json();
  console.log(`Job submitted: ${job_id}`);
  // 2. Poll
  while (true) {
    await sleep(5000);
    const res = await fetch(`${API_BASE}/api/v1/jobs/${job_id}`, { headers });
    const data = await res.json();
    if (data.status === 'complete') {
      data.results.forEach((c) => {
        console.log(`${c.candidate_ref}: ${c.score}% — ${c.verdict}`);
      });
      break;
    } else if (data.status === 'failed') {
      console.error('Job failed');
      break;
    }
    console.log(`Processing: ${data.processed_candidates}/${data.total_candidates}`);
  }
}

screenCandidates();
