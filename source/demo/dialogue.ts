import {sendErrors} from './attachment-data.js';
import {type Hostile} from './hostile-data.js';
import {leaveInQueue, maybeIncident} from './incidents.js';
import {type Exchange, type Phrase, type Topic} from './phrases.js';
import {type Scene} from './scene.js';

const day = 86_400;
/** Up to this many messages, one side never answers. */
const longestUnanswered = 3;
/** Messages that a proper ending takes, and another topic before it. */
const endingLength = 4;
const topicLength = 9;

/** The course of a dialogue: its topic, and how it goes. */
interface Course {
	readonly topic: Topic;
	/** About how many messages it has. */
	readonly length: number;
	/** Whether the company writes first. */
	readonly isOutbound: boolean;
	/** Only there can the visitor close it. */
	readonly isLiveChat: boolean;
	readonly hostile?: Hostile | undefined;
}

/** The first messages, up to where somebody of the company has to answer. */
const open = (scene: Scene, {topic, length, isOutbound, hostile}: Course): void => {
	const {conversation, phrases, random} = scene;
	if (hostile?.text !== undefined) {
		conversation.customer(hostile.text, hostile.file && {files: [hostile.file]});
	} else if (isOutbound) {
		scene.companySays(phrases.campaign);
		if (length <= longestUnanswered) return;
		scene.customerSays(phrases.reply);
		scene.customerSays(topic.opening);
	} else {
		if (length > 1 && random.chance(0.5)) scene.customerSays(phrases.hello);
		scene.customerSays(topic.opening);
	}

	if (!isOutbound && length > 1 && random.chance(0.7)) conversation.pbx(scene.text(phrases.welcome));
};

/** An agent picks it up if it waits in a queue, and answers. */
const answer = (scene: Scene): void => {
	const {conversation, phrases, staff, random} = scene;
	const {handler, at} = conversation;
	if (handler.kind === 'queue') conversation.pickUp(staff.agentOf(handler, at, random));
	if (scene.isAnswered) scene.companySays(scene.isNamed ? phrases.answerByName : phrases.answer);
};

/** Some messages do not get through and are sent once more. */
const ask = (scene: Scene, phrase: Phrase): void => {
	const {conversation, random} = scene;
	const text = scene.text(phrase);
	if (random.chance(0.01)) conversation.company(text, {delivery: 'failed', error: random.pick(sendErrors)});
	conversation.company(text);
};

const exchange = (scene: Scene, [question, reply]: Exchange): void => {
	if (!scene.isAnswered) return;
	ask(scene, question);
	scene.customerSays(reply);
};

const anotherTopic = ({phrases, random}: Scene, topic: Topic): Topic =>
	random.pick(phrases.topics.filter(other => other !== topic));

/** One topic after the other as long as there is room, but at least one exchange. Returns the last topic. */
const talk = (scene: Scene, {topic: first, length}: Course): Topic => {
	const {conversation, phrases, random} = scene;
	const hasRoom = (messages: number): boolean =>
		scene.isAnswered && conversation.messages.length + messages < length;

	let topic = first;
	for (;;) {
		for (const next of topic.exchanges) {
			maybeIncident(scene);
			if (random.chance(0.08)) exchange(scene, random.pick(phrases.pauses));
			exchange(scene, next);
			if (!hasRoom(endingLength)) return topic;
		}

		if (!hasRoom(topicLength)) return topic;
		scene.companySays(topic.resolution);
		scene.customerSays(phrases.another);
		scene.turnPage();
		topic = anotherTopic(scene, topic);
		scene.customerSays(topic.opening);
	}
};

const sayGoodbye = (scene: Scene, resolution: Phrase): void => {
	scene.companySays(resolution);
	scene.customerSays(scene.phrases.thanks);
	scene.companySays(scene.phrases.goodbye);
};

/**
Decides whether and by whom the session is closed: hardly any of the last days, nearly all of the older ones, except
that some of those whose owner was deleted were left as they were.
*/
const settle = (scene: Scene, {isLiveChat}: Course): void => {
	const {conversation, staff, random} = scene;
	const staysOpen =
		(staff.directory.isDeleted(conversation.handler) ? 0.2 : 0.04) +
		0.86 * Math.exp(-conversation.age / (5 * day));
	if (random.chance(staysOpen)) return;
	if (scene.isAnswered && random.chance(0.6)) return conversation.closeByHand();
	if (isLiveChat && random.chance(0.6)) return conversation.closeByVisitor();
	conversation.wait(random.between(day, 3 * day));
	conversation.closeAutomatically();
};

/** Writes the conversation from its first message to its end, or up to now. */
export const converse = (scene: Scene, course: Course): void => {
	open(scene, course);
	if (course.length > longestUnanswered) {
		answer(scene);
		const {resolution} = talk(scene, course);
		if (scene.random.chance(0.03)) leaveInQueue(scene);
		else sayGoodbye(scene, resolution);
	}

	settle(scene, course);
};
