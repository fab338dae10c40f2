import {blockerOf} from '../domain/capabilities.js';
import {type Directory, type Owner} from '../domain/directory.js';
import {comparable} from '../text/comparable.js';
import {spelled} from '../text/sought.js';
import {nearest} from '../domain/language/nearest.js';
import {apiHandler, type Handler, handlerLabel} from '../domain/handler.js';
import {refuseIf, UsageRefusal} from '../domain/refusal.js';
import {type Store} from '../storage/store.js';
import {type Flags, type FlagValues} from './command.js';

const destinationText = ({kind, number, name, id}: Owner): string =>
	`${kind}:${kind === 'extension' ? number : name || id}`;

const unknown = (kind: Owner['kind'], wanted: string, directory: Directory): UsageRefusal => {
	const choices = directory.destinations(kind);
	const words = new Map(
		choices
			.flatMap(owner => [
				[comparable(owner.name), owner] as const,
				[owner.number || String(owner.id), owner] as const,
			])
			.filter(([word]) => word !== ''),
	);
	const near = nearest(comparable(wanted), [...words.keys()]);
	const meant = near === undefined ? choices.slice(0, 5) : [words.get(near)!];
	const hint =
		meant.length === 0
			? 'None is known; import the list.'
			: `${near === undefined ? 'There are, for example,' : 'Did you mean'} ${meant.map(owner => `${destinationText(owner)} (${handlerLabel(owner)})`).join(', ')}${near === undefined ? '.' : '?'}`;
	return new UsageRefusal(`The PBX has no ${kind} “${wanted}”. ${hint}`);
};

/** The owners in use. If there are none, the last deleted one, which the domain then refuses. */
const inUse = (owners: readonly Owner[]): readonly Owner[] => {
	const present = owners.filter(owner => owner.deletedAt === undefined);
	return present.length === 0 ? owners.slice(-1) : present;
};

const findQueue = (wanted: string, directory: Directory): Owner => {
	const queues = directory.owners.filter(owner => owner.kind === 'queue');
	const named = inUse(spelled(wanted, queues, ({name}) => [name]));
	const found = named.length > 0 ? named : queues.filter(queue => String(queue.id) === wanted);
	if (found.length > 1) {
		const choices = found.map(queue => `queue:${queue.id}`).join(' or ');
		throw new UsageRefusal(`There are ${found.length} queues “${wanted}”. Name one by its id: ${choices}.`);
	}

	if (found[0] === undefined) throw unknown('queue', wanted, directory);
	return found[0];
};

/**
The handler that `--to` names: `extension:1001`, `queue:Support` or `api`. A queue goes by its exact name, else by a
name that compares as equal, else by its id.
@throws UsageRefusal if the text names no handler, or more than one
*/
const readDestination = (text: string | undefined, directory: Directory): Handler => {
	const [, kind, wanted] = /^(extension|queue):(.+)$/is.exec(text ?? '') ?? [];
	if (text?.toLowerCase() === 'api') return apiHandler;
	if (kind === undefined || wanted === undefined) {
		const said = text === undefined ? 'is missing' : `is “${text}”`;
		throw new UsageRefusal(`--to ${said}; expected extension:NUMBER, queue:NAME or api.`);
	}

	if (kind.toLowerCase() === 'queue') return findQueue(wanted, directory);
	const extension = directory.findByNumber(wanted);
	if (extension === undefined) throw unknown('extension', wanted, directory);
	return extension;
};

/** The flag that names who gets the sessions. */
export const toFlag = {
	to: {
		type: 'string',
		value: 'WHOM',
		isMultiple: true,
		explanation: 'extension:NUMBER, queue:NAME or api; several times: spread by load',
	},
} as const satisfies Flags;

/**
The handlers that `--to` names, one or more.
@throws UsageRefusal if there is none, or one of them names no handler, or more than one; Refusal if nothing can be
transferred here, since it would not help to name another
*/
export const readDestinations = (
	{to = []}: FlagValues<typeof toFlag>,
	{capabilities, directory}: Store,
): readonly Handler[] => {
	refuseIf(blockerOf(capabilities.manage));
	return (to.length === 0 ? [undefined] : to).map(text => readDestination(text, directory));
};
