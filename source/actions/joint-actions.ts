import {withSitesAsked} from '../domain/language/sites-asked.js';
import {Refusal} from '../domain/refusal.js';
import {refText} from '../domain/session-ref.js';
import {type Site, siteLabel} from '../domain/site.js';
import {underCursor} from '../state/dialog.js';
import {applyFilter} from '../state/filter-text.js';
import {heldUp} from '../state/jobs.js';
import {bySite, isSearched, type JointDialog, jointTargets, searchedAgain} from '../state/joint-list.js';
import {toggled} from '../state/marks.js';
import {openPane} from '../state/pane-moves.js';
import {mainPlaces, type Pane, type State, withDialog, withNotice} from '../state/state.js';
import {type Action, type App} from './app.js';
import {pastBlocker} from './blockers.js';
import {dialogActions, goingBack, listActions} from './dialog-actions.js';
import {editFilter} from './filter-actions.js';
import {askJoint, type SiteAct} from './joint-acts.js';
import {switchTo} from './site-actions.js';

const noRowBlocker = (_app: App, {rows}: JointDialog): string | undefined =>
	rows.length === 0 ? 'There is no session here.' : undefined;

const busyBlocker = ({state}: App): string | undefined =>
	state.busy === undefined ? undefined : 'Wait until what is under way is done.';

/** What is under way tells its outcome in this list, so no other site is gone to before. */
const goBlocker = (app: App, dialog: JointDialog): string | undefined =>
	busyBlocker(app) ?? noRowBlocker(app, dialog);

const actBlocker = (app: App, dialog: JointDialog): string | undefined => {
	const waiting = isSearched(dialog) ? undefined : 'Wait until all sites are looked through.';
	return waiting ?? goBlocker(app, dialog);
};

/** Closes the list, which can be come back to. */
const leave = (app: App, joint: JointDialog): void =>
	app.update(state => ({...state, dialog: undefined, joint}));

/** Goes to a site, which then lists what the joint list asks for. */
const goTo = async (
	app: App,
	joint: JointDialog,
	{site, text, alter}: {readonly site: Site; readonly text: string; readonly alter: (state: State) => State},
): Promise<void> => {
	const {keyOf} = app.keymap;
	if (site.folder !== app.site?.folder && heldUp(app.jobs).length > 0)
		throw new Refusal(
			`Going to ${siteLabel(site)} would break off what is under way here; ${keyOf('jobs.open')} in the list shows it.`,
		);
	leave(app, joint);
	let next: App;
	try {
		next = await switchTo(app, site);
	} catch (error) {
		app.update(withDialog(joint));
		throw error;
	}

	next.update(state => {
		const shown = alter(applyFilter({...state, onlyMarked: false}, joint.request.filter));
		return withNotice('done', `${text} ${keyOf('joint.back')} leads back.`)(shown);
	});
};

const open = async (app: App, dialog: JointDialog, kind: Pane['kind']): Promise<void> => {
	const {site, id} = underCursor(dialog.rows, dialog)!;
	await goTo(app, dialog, {
		site,
		text: `This is the site ${siteLabel(site)}.`,
		alter: state => openPane({...state, list: {cursor: id, index: 0, top: 0}}, kind, id),
	});
};

/** Destinations belong to one PBX, so a transfer goes on in the site of the sessions. */
const transfer = async (app: App, dialog: JointDialog): Promise<void> => {
	const [first, ...others] = bySite(dialog, jointTargets(dialog));
	if (others.length > 0)
		throw new Refusal(
			`A transfer is of one site, since destinations belong to one PBX: these sessions are of ${others.length + 1}.`,
		);
	const {site, ids} = first!;
	await goTo(app, dialog, {
		site,
		text: `A transfer is of one site: this is ${siteLabel(site)}, with ${ids.length} marked to transfer by ${app.keymap.keyOf('session.transfer')}.`,
		alter: state => ({...state, marks: {ids: new Set(ids)}, focus: 'list', pane: undefined}),
	});
};

const actsOn = (dialog: JointDialog, kind: 'delete' | 'restore'): readonly SiteAct[] =>
	bySite(dialog, jointTargets(dialog)).map(({site, ids}) => ({site, act: {kind, sessions: ids}}));

const mark = (app: App, dialog: JointDialog): void => {
	const {rows, marks, cursor} = dialog;
	const next = {
		...dialog,
		marks: toggled(marks, refText(rows[cursor]!)),
		cursor: Math.min(cursor + 1, rows.length - 1),
	};
	app.update(withDialog(next));
};

/** Marks all that are shown, or none if all are. */
const markAll = (app: App, dialog: JointDialog): void => {
	const all = new Set(dialog.rows.map(row => refText(row)));
	const marks = all.isSubsetOf(dialog.marks) ? new Set<string>() : all;
	app.update(withDialog({...dialog, marks}));
};

const backBlocker = (app: App): string | undefined =>
	pastBlocker(app) ??
	(app.state.joint === undefined
		? 'There is no list of several sites to come back to: site:* in the filter makes one.'
		: undefined);

export const jointActions: readonly Action[] = [
	{
		id: 'joint.back',
		title: 'Back to the list of several sites',
		keys: ['B'],
		places: mainPlaces,
		blocker: backBlocker,
		run: app => app.update(withDialog(searchedAgain(app.state.joint!))),
	},
	...listActions('joint', (_, {rows}) => rows.length),
	...dialogActions('joint', [
		{
			name: 'open',
			title: 'Go to its site and open its messages',
			keys: ['enter', 'l'],
			hint: 'messages',
			blocker: goBlocker,
			run: async (app, dialog) => open(app, dialog, 'messages'),
		},
		{
			name: 'operations',
			title: 'Go to its site and open its operation records',
			keys: ['o'],
			hint: 'operations',
			blocker: goBlocker,
			run: async (app, dialog) => open(app, dialog, 'operations'),
		},
		{
			name: 'mark',
			title: 'Mark and go down',
			keys: ['space'],
			hint: 'mark',
			blocker: noRowBlocker,
			run: mark,
		},
		{
			name: 'mark-all',
			title: 'Mark all that are shown, or none',
			keys: ['ctrl-a', '*'],
			blocker: noRowBlocker,
			run: markAll,
		},
		{
			name: 'delete',
			asks: true,
			title: 'Delete, a change in each site',
			keys: ['d', 'delete'],
			hint: 'delete',
			blocker: actBlocker,
			run: async (app, dialog) => askJoint(app, dialog, actsOn(dialog, 'delete')),
		},
		{
			name: 'restore',
			asks: true,
			title: 'Restore from the trash, a change in each site',
			keys: ['R'],
			blocker: actBlocker,
			run: async (app, dialog) => askJoint(app, dialog, actsOn(dialog, 'restore')),
		},
		{
			name: 'transfer',
			title: 'Go to the one site of these sessions to transfer them',
			keys: ['t'],
			blocker: actBlocker,
			run: transfer,
		},
		{
			name: 'undo',
			title: 'Undo what you did last in a site; asks in which',
			keys: ['u'],
			hint: 'undo',
			blocker: busyBlocker,
			run: (app, back) =>
				app.update(
					withDialog({
						kind: 'joint-undo',
						back,
						cursor: Math.max(
							0,
							back.request.sites.findIndex(({name}) => name === back.rows[back.cursor]?.site.name),
						),
					}),
				),
		},
		{
			name: 'filter',
			title: 'Edit its filter',
			keys: ['/'],
			hint: 'filter',
			run(app, dialog) {
				leave(app, dialog);
				editFilter(app, withSitesAsked(dialog.request));
			},
		},
		{
			name: 'refresh',
			title: 'Look through the sites again',
			keys: ['r', 'ctrl-r'],
			run: (app, dialog) => app.update(withDialog(searchedAgain(dialog))),
		},
		{name: 'close', title: 'Leave', keys: ['escape', 'q', 'h'], hint: 'leave', run: leave},
	]),
	...listActions('joint-undo', (_, {back}) => back.request.sites.length),
	...dialogActions('joint-undo', [
		{
			name: 'choose',
			asks: true,
			title: 'Undo what you did last in this site',
			keys: ['enter', 'l'],
			hint: 'undo',
			async run(app, {cursor, back}) {
				const site = back.request.sites[cursor]!;
				app.update(withDialog(back));
				await askJoint(app, back, [{site, act: {kind: 'undo'}}]);
			},
		},
		goingBack('Back', ['escape', 'q', 'h', 'u']),
	]),
];
