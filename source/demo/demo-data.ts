import {type IncomingFacts} from '../domain/incoming.js';
import {creationTimes} from './creation-times.js';
import {type DemoSession, demoSession} from './demo-session.js';
import {pbx} from './directory-data.js';
import {Random} from './random.js';
import {Staff} from './staff.js';

export interface DemoOptions {
	/** How many. */
	readonly sessions: number;
	/** A whole number; the same seed makes the same data. */
	readonly seed: number;
	/** Unix seconds; nothing is told to have happened later. */
	readonly now: number;
}

interface DemoData {
	readonly facts: Required<Pick<IncomingFacts, 'pbx' | 'directory'>>;
	/** In order of id and creation; can be walked again. */
	readonly sessions: Iterable<DemoSession>;
}

const firstSession = 3001;

function* demoSessions({sessions, seed, now}: DemoOptions, staff: Staff): Generator<DemoSession> {
	const random = new Random(seed);
	const creationTime = creationTimes(now);
	let firstMessage = 50_001;
	for (let index = 0; index < sessions; index++) {
		const id = firstSession + index;
		const at = creationTime((index + random.fraction()) / sessions);
		const session = demoSession({id, index, sessions, firstMessage, at, now, seed, staff, random});
		firstMessage += session.messages.length;
		yield session;
	}
}

/** A made-up contact centre: its PBX, and its sessions of the last 13 months, each made only when it is asked for. */
export const demoData = (options: DemoOptions): DemoData => {
	const staff = new Staff(options.now);
	return {
		facts: {pbx, directory: staff.directory.toRecord()},
		sessions: {[Symbol.iterator]: () => demoSessions(options, staff)},
	};
};
