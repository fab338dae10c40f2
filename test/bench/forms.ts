import {closeSync, openSync, writeSync} from 'node:fs';
import {type Session} from '../../source/domain/session.js';
import {type Store} from '../../source/storage/store.js';

/** Every session of a store that is loaded. */
export function* sessionsOf({table}: Store): Generator<Session> {
	for (const block of table.blocks) {
		for (let slot = 0; slot < block!.count; slot++) yield table.sessionIn(block!, slot);
	}
}

/** Writes texts one after the other, a megabyte at a time. */
export const writeTexts = (file: string, texts: Iterable<string>): void => {
	const descriptor = openSync(file, 'w');
	let waiting = '';
	for (const text of texts) {
		waiting += text;
		if (waiting.length < 1_000_000) continue;
		writeSync(descriptor, waiting);
		waiting = '';
	}

	writeSync(descriptor, waiting);
	closeSync(descriptor);
};

/** One JSON array of sessions. */
export function* arrayTexts(store: Store): Generator<string> {
	let separator = '[';
	for (const session of sessionsOf(store)) {
		yield `${separator}${JSON.stringify(session)}`;
		separator = ',\n';
	}

	yield ']\n';
}

/** JSON Lines: one session a line, with its time in the form that log viewers know. */
export function* lineTexts(store: Store): Generator<string> {
	for (const session of sessionsOf(store)) {
		const at = new Date((session.createdAt ?? 0) * 1000).toISOString();
		const body = `${session.channel.type} ${session.customer.name} ${session.customer.number}`;
		yield `${JSON.stringify({at, body, ...session})}\n`;
	}
}

/** One mail a session, its messages as the body. */
export function* mailTexts(store: Store): Generator<string> {
	for (const {id, customer, createdAt} of sessionsOf(store)) {
		const date = new Date((createdAt ?? 0) * 1000).toUTCString();
		const [weekday, day, month, year, time] = date.split(/,? /);
		const name = customer.name.replaceAll(/[^\p{L} ]/gu, '');
		const head = [
			`From bench ${weekday} ${month} ${day} ${time} ${year}`,
			`From: "${name}" <${id}@example.org>`,
			`Date: ${date}`,
			`Message-ID: <${id}@example.org>`,
			`Subject: Session ${id}`,
		];
		// Each line is quoted, so that none begins the next mail.
		const body = store
			.history(id)
			.messages.map(({author, text}) => `> ${author.name}: ${text}`.replaceAll(/\s/g, ' '));
		yield `${[...head, '', ...body, ''].join('\n')}\n`;
	}
}
