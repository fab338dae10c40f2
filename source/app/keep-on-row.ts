import {type App} from '../actions/app.js';
import {changesNow} from '../actions/changes-actions.js';
import {undelivered} from '../actions/delivery-actions.js';
import {destinationsFor} from '../actions/destinations.js';
import {heldKeys} from '../actions/hold-actions.js';
import {handlerKey} from '../domain/handler.js';
import {orphanGroups} from '../domain/orphans.js';
import {type Dialog, underCursor} from '../state/dialog.js';
import {withDialog} from '../state/state.js';

interface Rows {
	/** What tells each row from the others. */
	readonly keys: readonly (string | number)[];
	readonly cursor: number;
	/** What somebody typed to narrow them. */
	readonly typed?: string;
}

/** The rows of a dialog whose rows come and go while it is open. */
const rowsIn = (app: App, dialog: Dialog | undefined): Rows | undefined => {
	switch (dialog?.kind) {
		case 'holds': {
			return {keys: heldKeys(app), cursor: dialog.cursor};
		}

		case 'jobs': {
			return {keys: app.jobs.map(({id}) => id), cursor: dialog.cursor};
		}

		case 'delivery': {
			return {keys: undelivered(app).map(({session}) => session), cursor: dialog.cursor};
		}

		case 'views': {
			return {keys: app.state.preferences.filters.map(({name}) => name), cursor: dialog.cursor};
		}

		case 'orphans': {
			return {keys: dialog.groups.map(({owner}) => handlerKey(owner)), cursor: dialog.cursor};
		}

		case 'changes': {
			return {keys: dialog.entries.map(({first, change}) => first ?? change.n), cursor: dialog.cursor};
		}

		case 'destination': {
			const keys = destinationsFor(app, dialog).map(({handler}) => handlerKey(handler));
			return {keys, cursor: dialog.cursor, typed: dialog.field.text};
		}

		default: {
			return undefined;
		}
	}
};

/** The dialog with what the store says now, where it shows what the store said when it was opened. */
const refreshed = (app: App, dialog: Dialog): Dialog => {
	if (dialog.kind === 'orphans') return {...dialog, groups: orphanGroups(app.store)};
	return dialog.kind === 'changes' ? changesNow(app, dialog) : dialog;
};

/**
Keeps what open dialogs list as it is in the store, and their cursor on its row, whatever comes and goes above it: a key
must not act on another row than the one that somebody saw there. Returns how to end that.
*/
export const keepOnRow = (app: App): (() => void) => {
	const {store} = app;
	const version = (): string => `${store.newestChange} ${store.table.version}`;
	let seen = {version: version(), kind: app.state.dialog?.kind, rows: rowsIn(app, app.state.dialog)};
	const look = (): void => {
		const {dialog} = app.state;
		const now = version();
		// Also where one comes back to it.
		const isOpened = dialog?.kind !== seen.kind;
		const isStale = isOpened || now !== seen.version;
		seen = {version: now, kind: dialog?.kind, rows: isOpened ? rowsIn(app, dialog) : seen.rows};
		const next = dialog && isStale ? refreshed(app, dialog) : dialog;
		// Which comes back here.
		if (next && next !== dialog) return app.update(withDialog(next));
		const rows = rowsIn(app, dialog);
		const before = seen.rows;
		seen = {...seen, rows};
		if (!rows || rows.cursor !== before?.cursor || rows.typed !== before.typed) return;
		const key = underCursor(before.keys, before);
		if (key === undefined || key === underCursor(rows.keys, rows)) return;
		const cursor = rows.keys.indexOf(key);
		if (cursor !== -1) app.update(withDialog({...dialog, cursor} as Dialog));
	};

	return app.subscribe(look);
};
