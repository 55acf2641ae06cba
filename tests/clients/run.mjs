// SPDX-FileCopyrightText: 2026 The Gatehouse authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Installs the pinned packages (once, in the user's cache, by the hash of the lock file) and runs one suite:
//   node run.mjs install | node run.mjs SUITE
// A second run needs no network.
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'gatehouse');
const packageFiles = ['package.json', 'package-lock.json', '.npmrc'];
const hash = createHash('sha256');
for (const file of packageFiles) hash.update(readFileSync(join(here, file)));
const home = join(cache, `clients-${hash.digest('hex').slice(0, 12)}`);

function install() {
    if (existsSync(home)) return;
    mkdirSync(cache, { recursive: true });
    const part = mkdtempSync(join(cache, 'part-clients-'));
    for (const file of packageFiles) cpSync(join(here, file), join(part, file));
    const npm = spawnSync('npm', ['ci', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund'],
        { cwd: part, encoding: 'utf8', timeout: 240_000 });
    if (npm.status !== 0) {
        rmSync(part, { recursive: true, force: true });
        console.error(npm.stderr ?? npm.error);
        console.error('The client packages are not installed yet and npm could not fetch them. Connect to the network once and '
            + 'run the tests again; later runs need none.');
        process.exit(1);
    }
    try {
        renameSync(part, home);
    } catch {
        rmSync(part, { recursive: true, force: true }); // somebody else was faster
    }
}

// Modules are looked for beside the file that imports them, so the suites run from a copy beside the packages.
function run(suite) {
    const place = mkdtempSync(join(home, 'run-'));
    for (const file of readdirSync(here)) {
        if (file.endsWith('.mjs')) cpSync(join(here, file), join(place, file));
    }
    const node = spawnSync(process.execPath, ['--test', '--test-reporter=spec', join(place, `${suite}.test.mjs`)],
        { stdio: 'inherit', env: { ...process.env, GATEHOUSE_TEST_DATA: join(here, '..', 'data') } });
    rmSync(place, { recursive: true, force: true });
    process.exit(node.status ?? 1);
}

install();
if (process.argv[2] !== 'install') run(process.argv[2]);
