import {authorRole} from '../domain/author.js';
import {oursBlocker} from '../domain/erase/ours.js';
import {numberOf, type Person, personOn} from '../domain/erase/person.js';
import {type Party, partyLabel, type Session} from '../domain/session.js';
import {type App} from './app.js';
import {sessionHere} from './targets.js';

/** The customer's side under the cursor: who wrote the message there, else the customer of the session. */
const partyIn = ({state: {focus, pane: shown}, pane}: App, session: Session): Party => {
	const item = focus === 'pane' && shown?.kind === 'messages' ? pane?.items[shown.cursor] : undefined;
	if (item?.kind !== 'message') return session.customer;
	const {author} = item.message;
	const role = authorRole(author, session);
	const isTheirs = role === 'customer' || role === 'unknown';
	return isTheirs && numberOf(author) !== '' ? author : session.customer;
};

/** The person under the cursor, or why nobody there can be erased. */
export const personHere = (
	app: App,
): {readonly who: string; readonly person: Person} | {readonly blocker: string} => {
	const {store, keymap} = app;
	const {keyOf} = keymap;
	const id = sessionHere(app);
	const session = id === undefined ? undefined : store.session(id);
	if (session === undefined) return {blocker: 'There is no session here.'};
	const party = partyIn(app, session);
	const written = numberOf(party);
	const {
		channel: {type},
	} = session;
	const person = personOn(written, type, store.table.country);
	if (written === '')
		return {
			blocker: `${partyLabel(party)} has no number or id by which to find all that is theirs. In a group, go to a message of the person first. Else ${keyOf('session.delete')} deletes the session, and ${keyOf('changes.open')} leads to purging it.`,
		};
	const channels = store.table.channels.values;
	const blocker = oursBlocker(written, [person], {channels, directory: store.directory});
	return blocker === undefined ? {who: partyLabel(party), person} : {blocker};
};
