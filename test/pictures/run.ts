import './environment.js';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {demoData} from '../../source/demo/demo-data.js';
import {OpenApp} from '../helpers/open-app.js';
import {capture} from './capture.js';
import {stories, type Story} from './stories.js';
import {palettes, type Shot, svgOf} from './svg.js';

/** Where the README finds them. */
const folder = '.github/pictures';

/** A Saturday morning, in Unix seconds: the data is as old on every machine. */
const now = Date.UTC(2026, 10, 21, 9, 30) / 1000;

const shoot = async ({columns, rows, steps}: Story): Promise<Shot[]> => {
	const store = mkdtempSync(path.join(os.tmpdir(), 'chatlogs-pictures-'));
	const told = demoData({sessions: 2000, seed: 1, now});
	const app = new OpenApp({teardown: () => undefined}, store, {columns, rows, told});
	app.clock.now = now;
	await app.fill();
	await app.show();
	const shots: Shot[] = [];
	for (const {keys = [], types, shows, caption = '', seconds} of steps) {
		await app.press(...keys);
		if (types !== undefined) await app.type(types);
		if (shows !== undefined) await app.shows(shows);
		await app.terminal.settled();
		if (seconds !== undefined) shots.push({screen: capture(app.terminal), caption, seconds});
	}

	await app.close();
	rmSync(store, {recursive: true});
	return shots;
};

mkdirSync(folder, {recursive: true});
for (const story of stories) {
	const shots = await shoot(story);
	for (const [name, palette] of Object.entries(palettes)) {
		const file = path.join(folder, `${story.name}-${name}.svg`);
		const svg = svgOf(story.title, shots, palette);
		writeFileSync(file, svg);
		process.stdout.write(`${file} ${Math.round(svg.length / 1024)} KiB\n`);
	}
}
