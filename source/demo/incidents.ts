import {apiHandler, type Handler} from '../domain/handler.js';
import {documents, photos} from './attachment-data.js';
import {queues} from './directory-data.js';
import {type Scene} from './scene.js';

const daytimeQueues = queues.filter(({key}) => key !== 'night');

const anyQueue = ({conversation, staff, random}: Scene): Handler =>
	staff.queue(random.pick(daytimeQueues).key, conversation.at);

/** The handler gives it to a queue, where nobody picks it up yet. */
export const leaveInQueue = (scene: Scene): void => scene.conversation.transfer(anyQueue(scene));

/** The handler gives it to the analytics platform, to another agent, or to a queue from which one picks it up. */
const handOver = (scene: Scene): void => {
	const {conversation, staff, random} = scene;
	const queue = anyQueue(scene);
	const agent = staff.agentOf(queue, conversation.at, random);
	if (conversation.handler.kind === 'extension' && random.chance(0.12)) {
		conversation.transfer(apiHandler);
	} else if (random.chance(0.5) && agent !== conversation.handler) {
		conversation.transfer(agent);
	} else {
		conversation.transfer(queue);
		conversation.pickUp(agent);
	}

	if (scene.isAnswered) scene.companySays(scene.phrases.takeOver);
};

const call = (scene: Scene): void => {
	if (scene.conversation.handler.kind !== 'extension') return;
	scene.companySays(scene.phrases.call);
	scene.conversation.call(scene.random.chance(0.2) ? 0 : scene.random.between(25, 900));
};

/** Possible incidents, each with the share of exchanges before which it happens. */
const incidents: readonly (readonly [share: number, happen: (scene: Scene) => void])[] = [
	[0.03, handOver],
	[0.03, scene => scene.customerSays(scene.phrases.photo, {files: [scene.random.pick(photos)]})],
	[0.015, scene => scene.companySays(scene.phrases.document, {files: [scene.random.pick(documents)]})],
	[0.01, call],
	[0.01, scene => scene.conversation.unsupported()],
];

/** Lets one incident happen, or mostly none. The analytics platform soon gives up and hands over. */
export const maybeIncident = (scene: Scene): void => {
	if (scene.conversation.handler.kind === 'api' && scene.random.chance(0.2)) return handOver(scene);
	let left = scene.random.fraction();
	for (const [share, happen] of incidents) {
		left -= share;
		if (left < 0) return happen(scene);
	}
};
