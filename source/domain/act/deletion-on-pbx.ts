import {counted} from '../../text/count.js';
import {durationText} from '../../text/duration.js';
import {type Facts} from '../facts.js';
import {isDeletableThere} from '../outbox/for-pbx.js';
import {usualDeletion} from '../pbx.js';

/** A remark for a deletion on a connected store: which sessions stay on the PBX, and when the others go there. */
export const deletionRemark = (facts: Facts, deleted: readonly number[]): string | undefined => {
	if (!facts.connection || deleted.length === 0) return undefined;
	const staying = deleted.filter(id => !isDeletableThere(facts, id)).length;
	const going = deleted.length - staying;
	const grace = facts.pbx.deleteGrace ?? usualDeletion.grace;
	const when =
		grace === 0 ? 'at once, for good' : `for good after ${durationText(grace)}, unless it is undone`;
	return [
		...(staying > 0
			? [
					`${counted(staying, 'session')} ${staying === 1 ? 'goes' : 'go'} to the trash here only: the API cannot delete what a queue, a deleted owner or nobody holds, but the web page of the PBX can.`,
				]
			: []),
		...(going > 0 ? [`${counted(going, 'session')} will be deleted on the PBX ${when}.`] : []),
	].join(' ');
};
