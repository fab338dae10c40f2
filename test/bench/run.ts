import {mkdtempSync, rmSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {changes} from './changes.js';
import {delivering} from './delivering.js';
import {feeding} from './feeding.js';
import {firstFrame} from './first-frame.js';
import {folding} from './folding.js';
import {type Bench, type Group} from './group.js';
import {history} from './history.js';
import {keepFigures} from './kept-figures.js';
import {importing} from './importing.js';
import {keystroke} from './keystroke.js';
import {memory} from './memory.js';
import {parseOptions} from './options.js';
import {past} from './past.js';
import {Programs} from './programs.js';
import {purging} from './purge.js';
import {Report} from './report.js';
import {screen} from './screen.js';
import {searching} from './search.js';
import {sites} from './sites.js';
import {small} from './small.js';
import {startUp} from './start-up.js';
import {Stores} from './stores.js';
import {syncing} from './syncing.js';
import {wholeList} from './whole-list.js';

/** In the order in which they run: those that alter the stores come last. */
const groups: Readonly<Record<string, Group>> = {
	import: importing,
	'start-up': startUp,
	'first-frame': firstFrame,
	'whole-list': wholeList,
	past,
	keystroke,
	history,
	search: searching,
	screen,
	memory,
	changes,
	fold: folding,
	small,
	sites,
	deliver: delivering,
	sync: syncing,
	feed: feeding,
	purge: purging,
};

const {sizes, only, isQuick, isKept} = parseOptions(process.argv.slice(2), Object.keys(groups));
const folder = mkdtempSync(path.join(os.tmpdir(), 'chatlogs-bench-'));
process.once('exit', () => rmSync(folder, {recursive: true, force: true}));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const bench: Bench = {
	sizes,
	// The peers that hold all messages need much time and room for more than this.
	standard: sizes.findLast(size => size <= 100_000) ?? sizes[0]!,
	isQuick,
	folder,
	stores: new Stores(path.join(folder, 'stores')),
	programs: new Programs(folder),
	report: new Report(),
	rounds: usual => (isQuick ? Math.ceil(usual / 10) : usual),
};
for (const [name, group] of Object.entries(groups)) {
	if (only.length > 0 && !only.includes(name)) continue;
	bench.report.group(name);
	await group(bench);
}

bench.report.end();
if (isKept) {
	const about = `Node ${process.versions.node}, ${os.type()}, ${os.availableParallelism()} cores`;
	keepFigures(about, bench.report.rows, Object.keys(groups));
}
