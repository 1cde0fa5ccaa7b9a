import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { findProgram, runQuietly } from './command.ts';
import { Problem } from './problem.ts';

/** Debian's packages run it before they start a service; 101 means no. */
const policyFile = '/usr/sbin/policy-rc.d';
const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };

/** Whether packages can be installed here without asking anyone. */
export function mayInstall(): boolean {
  return process.getuid?.() === 0 && findProgram('apt-get') !== undefined;
}

/** Keeps redis-server from taking port 6379 once installed. The file deletes itself when this process is gone. */
function denyServices(): () => void {
  if (existsSync(policyFile)) return () => {};
  const denial = `#!/bin/sh\nkill -0 ${process.pid} 2>/dev/null && exit 101\nrm -f ${policyFile}\nexit 0\n`;
  writeFileSync(policyFile, denial, { mode: 0o755 });
  return () => rmSync(policyFile, { force: true });
}

const install = (packages: string[]) => {
  const options = ['-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300'];
  return runQuietly('apt-get', ['install', ...options, ...packages], { env: environment });
};

/** Installs Debian packages without starting their services. Only where `mayInstall`. */
export async function installPackages(packages: string[]): Promise<void> {
  console.log(`Installing with apt-get: ${packages.join(' ')}...`);
  const allowServices = denyServices();
  try {
    let ended = await install(packages);
    if (ended.code !== 0) {
      // The package lists may be missing or old.
      await runQuietly('apt-get', ['update'], { env: environment });
      ended = await install(packages);
    }
    if (ended.code !== 0) {
      const why = ended.output.trim().split('\n').slice(-5).join('\n');
      throw new Problem(
        `${why}\napt-get could not install these (see above); install them yourself: ${packages.join(' ')}`,
      );
    }
    const services = packages.filter((each) => ['redis-server', 'coturn'].includes(each));
    if (services.length > 0 && existsSync('/run/systemd/system')) {
      await runQuietly('systemctl', ['disable', ...services]);
    }
  } finally {
    allowServices();
  }
}
