import {type Owner, type OwnerKind, type QueueAgent} from '../../domain/directory.js';
import {type Pbx} from '../../domain/pbx.js';
import {
	type Fields,
	firstText,
	flagOf,
	idOf,
	integerOf,
	isFields,
	secondsOf,
	textOf,
	unpacked,
} from './fields.js';

/** As `message_queue/get` gives them; entries without both ids say nothing. */
const agentsOf = (members: unknown): readonly QueueAgent[] => {
	const list = unpacked(members);
	return (Array.isArray(list) ? list : [])
		.map(unpacked)
		.filter(isFields)
		.flatMap(member => {
			const id = integerOf(member.id);
			const extension = integerOf(member.extension_id);
			return id && extension ? [{id, extension}] : [];
		});
};

/** An entry of `extension/list` or `message_queue/list`, or of our dump's lists with `deleted_at` besides. */
export const ownerOf = (kind: OwnerKind, record: Fields): Owner => {
	const fullName = [record.first_name, record.last_name].map(textOf).filter(Boolean).join(' ');
	const assignmentMode = textOf(record.assignment_mode);
	const agents = kind === 'queue' ? agentsOf(record.members) : [];
	const deletedAt = secondsOf(record.deleted_at, 'deleted_at');
	return {
		kind,
		id: idOf(record.id, 'id'),
		number: kind === 'extension' ? firstText(record.number) : '',
		name: firstText(record.name, record.caller_id_name, fullName, record.username),
		...(assignmentMode && {assignmentMode}),
		...(agents.length > 0 && {agents}),
		...(deletedAt !== undefined && {deletedAt}),
	};
};

/** Our dump's `pbx`, or the answer of `system/information` (`device_name`, `model_name`, `firmware_version`). */
export const pbxOf = (record: Fields): Pbx => {
	const name = firstText(record.name, record.device_name);
	const edition = firstText(record.edition, record.model_name);
	const firmware = firstText(record.firmware, record.firmware_version);
	const omnichannel = flagOf(record.omnichannel_messaging);
	const api = flagOf(record.api);
	return {
		...(name && {name}),
		...(edition && {edition}),
		...(firmware && {firmware}),
		...(omnichannel !== undefined && {omnichannel}),
		...(api !== undefined && {api}),
	};
};
