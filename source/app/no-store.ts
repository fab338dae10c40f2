import {type App, type AppStore, type Background} from '../actions/app.js';
import {Directory, emptyDirectory} from '../domain/directory.js';
import {emptyHistory} from '../domain/history.js';
import {Refusal} from '../domain/refusal.js';
import {SessionTable} from '../domain/table/session-table.js';
import {type Machine} from '../storage/machine.js';
import {keepPreferences} from './keep-preferences.js';

const reason = 'Choose a site first.';

const nothingThere = (): Refusal => new Refusal(reason);

const refuse = (): never => {
	throw nothingThere();
};

/** What stands in the place of a store as long as none has been chosen: nothing is in it, and nothing gets in. */
export const noStore = ({capabilitiesOf}: Machine): AppStore => ({
	identity: {},
	readOnly: reason,
	holds: [],
	erasures: [],
	policies: [],
	newestChange: 0,
	progress: 1,
	table: new SessionTable(),
	pbx: {},
	capabilities: capabilitiesOf({}),
	directory: new Directory(emptyDirectory),
	outbox: new Map(),
	pbxOutbox: {since: 0, sessions: new Map()},
	session: () => undefined,
	isPurged: () => false,
	history: emptyHistory,
	deletedMessages: () => new Set(),
	changes: () => [],
	changesOf: () => [],
	commit: () => Promise.reject(nothingThere()),
	refresh: () => Promise.resolve(),
});

/** Nothing works behind the screen then. */
export const noBackground = (app: App): Background => ({
	exporter: {fileFor: refuse, start: refuse},
	keeper: keepPreferences(app, {file: undefined, isOnly: false}),
	sending: undefined,
	acting: undefined,
	eraser: undefined,
	jobs: () => [],
});
