import {type Phrases} from '../phrases.js';

export const en: Phrases = {
	assistant: 'the virtual assistant',
	product:
		'coffee machine | desk lamp | winter jacket | office chair | router | electric kettle | backpack | bread maker | headset',
	day: 'on Monday | on Tuesday | on Wednesday | on Thursday | on Friday | tomorrow',
	amount: '$18.75 | $24.50 | $49.90 | $79.00 | $129.00 | $240.00',
	welcome:
		'Thank you for contacting Acme. A colleague will be with you shortly. | Welcome to Acme! We usually reply within a few minutes. | We have received your message. Our hours are Monday to Friday, 9:00 to 18:00.',
	hello: 'Hi | Hello | Good morning | Hi there, quick question | Hello, is anybody there?',
	answer:
		'Hi, this is {agent}. Let me see what I can do. | Hello, you are talking to {agent}. Thanks for your patience.',
	answerByName:
		'Hi {name}, this is {agent}. Let me see what I can do. | Hello {name}, {agent} here. Thanks for your patience.',
	takeOver:
		'Hi, {agent} here. I have read the conversation and will take it from here. | Hello, this is {agent}. My colleague passed your question on to me.',
	campaign:
		'Acme: your {product} is ready to be picked up. Reply here if you have any questions. | Acme: free delivery this week on every {product}. Interested? | Acme: your appointment is {day} at {time}. See you then! | Acme: invoice {order} over {amount} is due {day}.',
	reply: 'Thanks for letting me know | Thanks! I have a question, though | Got it, thanks. Something else',
	photo: 'Here is a photo | This is what it looks like | Have a look',
	document: 'Please find the document attached. | Here is the form you need.',
	call: 'I will call you now, that is quicker. | Let me give you a quick call.',
	another: 'One more thing | While I have you here, another question | Oh, and something else',
	thanks: 'Great, thank you! | Perfect, thanks a lot | Thanks, that helps 👍 | ok thx',
	goodbye:
		'You are welcome. Have a nice day! | Glad I could help. Goodbye! | My pleasure. Write to us any time.',
	pauses: [
		['One moment please, I am checking that. | Give me a minute to look it up.', 'Sure, take your time | ok'],
		['Are you still there?', 'Yes, sorry, the phone rang | Still here'],
		['Thanks for waiting. The system is a little slow today.', 'No problem | It always is, isn’t it? 😄'],
		['I am asking a colleague.', 'All right, I’ll wait'],
	],
	topics: [
		{
			queue: 'orders',
			opening:
				'I would like to change my order {order} | I ordered a {product} but got no confirmation | Can I still add something to order {order}?',
			exchanges: [
				['Could you tell me your order number? | What is the order number?', 'It is {order} | {order}'],
				['And the e-mail address you used?', 'The same as always, it is in my account'],
				[
					'I can see it. You ordered one {product}, right?',
					'Yes, but I need two of them | Right, in black please',
				],
				[
					'That changes the total to {amount}. Is that all right?',
					'Yes, that is fine | Hmm, is there a discount?',
				],
				['I can take five percent off.', 'Very kind, let’s do that'],
				['Shall I send it to the same address?', 'Yes please | No, to my office please'],
			],
			resolution:
				'Your order {order} is changed. A new confirmation is on its way. | All done: {order} is updated.',
		},
		{
			queue: 'delivery',
			opening:
				'Where is my parcel? The tracking of {order} has not moved for days | My {product} should have arrived {day} | The courier says nobody was at home, but I was!',
			exchanges: [
				['I am sorry about that. What is the order number?', '{order}'],
				['The tracking number is {code}. It left our warehouse yesterday.', 'And when will it be here?'],
				['The carrier expects to deliver it {day}.', 'Morning or afternoon? | I am not at home then'],
				['I can ask for a delivery after {time}.', 'That would be great'],
				['Is there a neighbour who could take it?', 'Yes, Mrs Hughes on the first floor | No, sorry'],
				['Would a pick-up point suit you better?', 'Yes, the one at the station | No, please to my door'],
			],
			resolution:
				'I have told the carrier: {day} after {time}. | The new delivery date is set, you will get a message.',
		},
		{
			queue: 'billing',
			opening:
				'I was charged {amount} twice | There is a mistake on my invoice {order} | Why was {amount} taken from my card?',
			exchanges: [
				['Let me look at your account. Which invoice is it?', 'Number {order} | The one from last month'],
				['I see two payments of {amount}.', 'Exactly, and I only bought one {product}'],
				['The second one is a reservation, it expires by itself.', 'When? I need the money'],
				['At the latest {day}.', 'Can’t you do it faster?'],
				['I can cancel it by hand. Please confirm the code {code}.', 'Confirmed: {code}'],
				['Would you like the refund on the same card?', 'Yes, same card | As a voucher is fine too'],
			],
			resolution:
				'The refund of {amount} is on its way, it takes three to five days. | I have corrected invoice {order}.',
		},
		{
			queue: 'appointments',
			opening:
				'I need to move my appointment {day} | Do you have anything free {day}? | Can I come by at {time} instead?',
			exchanges: [
				['Of course. Which day would suit you?', '{day}, if possible'],
				['We have {time}, would that work?', 'A bit later would be better | Yes, works for me'],
				['Is it for the same matter as last time?', 'Yes, the yearly inspection'],
				['Please bring your papers and arrive ten minutes early.', 'Will do | Do I need anything else?'],
				['Shall we send you a reminder the day before?', 'Yes please, by text message'],
			],
			resolution: 'You are booked {day} at {time}. | Done: {day}, {time}. See you then!',
		},
		{
			queue: 'support',
			opening:
				'My {product} does not switch on any more | The app shows error {code} | I cannot log in since the update',
			exchanges: [
				['I am sorry to hear that. Since when?', 'Since yesterday evening | Since the last update'],
				['Does the light at the back blink?', 'Yes, red, twice | No, nothing at all'],
				['Please unplug it, wait ten seconds and plug it in again.', 'Done. Still the same | ok, one moment'],
				['Now hold the reset button until it beeps.', 'It beeped! | Nothing happens'],
				['What does the display say?', 'Error {code} | It says “please wait”'],
				['Please install the update and sign in with code {code}.', 'Installing… | It works now!'],
				['Could you try another cable?', 'I don’t have another one | Same result'],
			],
			resolution:
				'Good, it is working again. | I have opened ticket {code}, a technician will call you {day}.',
		},
		{
			queue: 'returns',
			opening:
				'I want to return the {product} from order {order} | The {product} arrived broken | Wrong size, how can I send it back?',
			exchanges: [
				['No problem. What is the reason?', 'It has a scratch | It is too small | I simply don’t like it'],
				['Is it still in its box?', 'Yes, never used | I threw the box away, sorry'],
				[
					'Would you like an exchange or your money back?',
					'My money back please | An exchange would be fine',
				],
				['I am sending you a label for the parcel.', 'By e-mail? I have no printer'],
				['The post office prints it for you: show them {code}.', 'Very practical'],
			],
			resolution: 'As soon as it arrives we refund {amount}. | Your return is registered under {code}.',
		},
		{
			queue: 'appointments',
			opening:
				'I would like to book a table for four {day} | Do you still have a double room free {day}? | Is breakfast included in the room for {amount}?',
			exchanges: [
				['With pleasure. For how many people?', 'Two adults and one child | Four'],
				['At what time would you arrive?', 'About {time} | Late, is that a problem?'],
				['Do you have any allergies or special wishes?', 'One of us is vegetarian | A quiet place please'],
				['We keep it for {amount}. Free cancellation until the day before.', 'Good to know'],
				['Under which name?', 'Same as on my profile'],
				['Do you need a parking space?', 'Yes, one | No, we come by train'],
			],
			resolution: 'Your booking {code} is confirmed: {day}, {time}. | Booked! Your number is {code}.',
		},
		{
			queue: 'sales',
			opening:
				'What does the {product} cost now? | Is the {product} in stock? | Which {product} would you recommend?',
			exchanges: [
				['The {product} costs {amount} this week.', 'And with delivery?'],
				['What would you use it for?', 'Mostly at home | It is a present for my sister'],
				['Then I recommend the smaller one, it is quieter.', 'Does it have a guarantee?'],
				['Three years, and we repair it here in town.', 'Sounds good'],
				['May I put one aside for you?', 'Yes, until {day} please | I need to think about it'],
			],
			resolution: 'It is reserved for you until {time}. | I have sent you the offer over {amount}.',
		},
		{
			queue: 'support',
			opening:
				'Just wanted to say that the new {product} is lovely | Are you a real person? 😄 | What a day, the rain never stops',
			exchanges: [
				['That is nice to hear!', 'You made my mother very happy'],
				['How is the weather where you are?', 'Rain, rain, rain ☔ | Sunny at last ☀️'],
				['Here the sun has just come out.', 'Lucky you!'],
				['Is there anything I can do for you?', 'Not really, just saying hello'],
			],
			resolution: 'I will pass it on to the team, they will be pleased. | Thank you, that made my day.',
		},
	],
};
