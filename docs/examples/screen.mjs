// Screens two candidates and waits for the result: node screen.mjs
const API_BASE = process.env.API_BASE ?? 'http://127.0.0.1:3000';
const headers = { 'X-API-Key': process.env.API_KEY, 'Content-Type': 'application/json' };
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

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
while (true) {
  await sleep(Number(process.env.PAUSE ?? 5) * 1_000);
  const data = await (await fetch(`${API_BASE}/api/v1/jobs/${job_id}`, { headers })).json();
  if (data.status === 'complete') {
    for (const c of data.results) console.log(`${c.candidate_ref}: ${c.score}% — ${c.verdict}`);
    break;
  } else if (data.status === 'failed') {
    console.error('Job failed');
    break;
  } else {
    console.log(`Processing: ${data.processed_candidates}/${data.total_candidates}`);
  }
}
