// A real S3 server for tests where no container engine runs: one Ceph RADOS Gateway (monitor, object store, gateway) on
// loopback, from Debian's packages. Daemon authentication is off: never for production.
import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.mjs';
import { stopProcess } from './stop-process.mjs';

export const S3_PACKAGES = ['ceph-mon', 'ceph-osd', 'radosgw', 'ceph-common'];
export const S3_PROGRAMS = ['ceph-mon', 'ceph-osd', 'radosgw', 'radosgw-admin', 'ceph', 'monmaptool', 'ceph-authtool'];

const GUARD = fileURLToPath(new URL('guard.mjs', import.meta.url));
const KEYS = { accessKey: 'vitamill-test', secretKey: 'vitamill-test-secret' };

const configuration = ({ folder, fsid, port, monitorPort }) => `[global]
fsid = ${fsid}
mon_host = [v2:127.0.0.1:${monitorPort}]
public_addr = 127.0.0.1
cluster_addr = 127.0.0.1
auth_cluster_required = none
auth_service_required = none
auth_client_required = none
ms_mon_client_mode = crc
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 4
osd_pool_default_pg_autoscale_mode = off
mon_allow_pool_size_one = true
mon_warn_on_pool_no_redundancy = false
mon_max_pg_per_osd = 1000
osd_crush_chooseleaf_type = 0
mon_data_avail_warn = 1
mon_data_avail_crit = 0
run_dir = ${folder}/run
log_file = ${folder}/log/$name.log
admin_socket = ${folder}/run/$name.asok
pid_file =
[mon.a]
mon_data = ${folder}/mon
[osd.0]
osd_data = ${folder}/osd
osd_objectstore = memstore
memstore_device_bytes = 2147483648
osd_class_update_on_start = false
[client.rgw.a]
rgw_data = ${folder}/rgw
keyring = ${folder}/keyring
rgw_frontends = beast endpoint=127.0.0.1:${port}
rgw_crypt_require_ssl = false
`;

/** Starts an empty server; resolves to where it is and how to stop it. Nothing is left of it afterwards. */
export async function startS3() {
  const folder = mkdtempSync(join(tmpdir(), 'vitamill-s3-'));
  const daemons = [];
  const stop = async () => {
    for (const daemon of daemons.reverse()) await stopProcess(daemon, 'SIGTERM', 15_000);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const port = await freePort();
    const monitorPort = await freePort();
    const fsid = randomUUID();
    for (const name of ['mon', 'osd', 'run', 'log', 'rgw']) mkdirSync(join(folder, name));
    const file = join(folder, 'ceph.conf');
    const keyring = join(folder, 'keyring');
    const map = join(folder, 'monmap');
    writeFileSync(file, configuration({ folder, fsid, port, monitorPort }));
    const run = (program, ...parameters) => {
      const { status, stderr } = spawnSync(program, parameters, { encoding: 'utf8', timeout: 120_000 });
      if (status !== 0) throw new Error(`S3: ${program} failed: ${stderr.trim().split('\n').slice(-3).join('\n')}`);
    };
    const daemon = (program, ...parameters) => {
      const log = openSync(join(folder, 'log', `${program}.out`), 'a');
      // Nothing of it is kept: no need to wait for a tidy end, which hangs where another daemon is gone already.
      const guarded = { signal: 'SIGKILL', command: program, parameters: ['-c', file, ...parameters, '-f'] };
      const child = spawn(process.execPath, [GUARD, JSON.stringify(guarded)], {
        stdio: ['pipe', log, log],
        detached: true,
      });
      closeSync(log);
      child.stdin.on('error', () => undefined);
      daemons.push(child);
    };
    run('ceph-authtool', '--create-keyring', keyring, '--gen-key', '-n', 'mon.', '--cap', 'mon', 'allow *');
    run('monmaptool', '--create', '--clobber', '--fsid', fsid, '--addv', 'a', `[v2:127.0.0.1:${monitorPort}]`, map);
    run('ceph-mon', '-c', file, '--mkfs', '-i', 'a', '--monmap', map, '--keyring', keyring);
    daemon('ceph-mon', '-i', 'a');
    run('ceph', '-c', file, 'osd', 'new', fsid);
    run('ceph-osd', '-c', file, '-i', '0', '--mkfs', '--osd-uuid', fsid);
    daemon('ceph-osd', '-i', '0');
    await until('the object store', 60_000, () =>
      / 1 up/.test(spawnSync('ceph', ['-c', file, 'osd', 'stat'], { encoding: 'utf8', timeout: 30_000 }).stdout ?? ''),
    );
    const keys = [`--access-key=${KEYS.accessKey}`, `--secret-key=${KEYS.secretKey}`];
    run('radosgw-admin', '-c', file, 'user', 'create', '--uid=test', '--display-name=test', ...keys);
    daemon('radosgw', '-n', 'client.rgw.a');
    const endpoint = `http://127.0.0.1:${port}`;
    await until('the gateway', 90_000, () =>
      fetch(endpoint, { signal: AbortSignal.timeout(2_000) }).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
    await warmUp(port);
    return { endpoint, ...KEYS, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The first object makes the gateway lay out its pools, which takes seconds. */
async function warmUp(port) {
  const { Client } = await import('minio');
  const client = new Client({ endPoint: '127.0.0.1', port, useSSL: false, region: 'us-east-1', ...KEYS });
  await client.makeBucket('warm-up');
  await client.putObject('warm-up', 'object', Buffer.from('1'));
  await client.removeObject('warm-up', 'object');
}

async function until(what, limit, isUp) {
  for (const started = Date.now(); !(await isUp()); await sleep(100))
    if (Date.now() - started > limit) throw new Error(`S3: ${what} did not come up.`);
}
