import {type App} from '../../actions/app.js';
import {actorLabel} from '../../domain/change.js';
import {handlerLabel} from '../../domain/handler.js';
import {type PbxDue} from '../../domain/outbox/pbx-due.js';
import {partyLabel} from '../../domain/session.js';
import {counted, formatCount} from '../../text/count.js';
import {formatTime} from '../../text/time.js';

/** The most changes and sessions that are told one by one. */
const mostChanges = 4;
const mostSessions = 6;

/** Who put how many into the trash, and when: the newest first. */
const changeTexts = (deletions: readonly PbxDue[]): readonly string[] => {
	const changes = [...Map.groupBy(deletions, ({change}) => change.n).values()].toSorted(
		([a], [b]) => b!.change.n - a!.change.n,
	);
	const others = changes.length - mostChanges;
	return [
		...changes.slice(0, mostChanges).map(([first, ...more]) => {
			const {n, at, note} = first!.change;
			const sessions = counted(1 + more.length, 'session');
			return `Change ${n}, ${formatTime(at)}, ${actorLabel(first!.change)}: ${sessions}${note === undefined ? '' : ` (${note})`}`;
		}),
		...(others > 0 ? [`and ${counted(others, 'more change')}`] : []),
	];
};

const sessionTexts = ({store}: App, deletions: readonly PbxDue[]): readonly string[] => {
	const others = deletions.length - mostSessions;
	return [
		...deletions.slice(0, mostSessions).map(({session: id}) => {
			const session = store.session(id);
			return session === undefined
				? String(id)
				: `${id}  ${partyLabel(session.customer)}  ${handlerLabel(session.handler)}`;
		}),
		...(others > 0 ? [`and ${formatCount(others)} more, which is:deleted is:pending shows in the list`] : []),
	];
};

/** What goes for good if somebody lets these deletions go. */
export const heldDeletionTexts = (app: App, deletions: readonly PbxDue[]): readonly string[] => [
	'These are more than may go at once, and undo could not bring them back on the PBX. Here they stay in the trash.',
	...changeTexts(deletions),
	...sessionTexts(app, deletions),
];
