import {type Phrases} from '../phrases.js';

export const es: Phrases = {
	assistant: 'el asistente virtual',
	product: 'Cafetera Luna | Lámpara Sol | Mochila Norte | Silla Centro',
	day: 'el lunes | el martes | el jueves | el viernes | mañana',
	amount: '18,75 € | 49,90 € | 79,00 € | 129,00 €',
	welcome: 'Gracias por escribir a Acme. Le atenderemos en unos minutos.',
	hello: 'Hola | Buenos días | Hola, ¿hay alguien?',
	answer: 'Buenas, soy {agent}. Voy a revisarlo ahora mismo.',
	answerByName: 'Hola, {name}, soy {agent}. Voy a revisarlo ahora mismo.',
	takeOver: 'Hola, soy {agent}. He leído la conversación y sigo yo con su consulta.',
	campaign:
		'Acme: su pedido {order} ya está listo. ¿Alguna duda? Responda aquí. | Acme: su cita es {day} a las {time}.',
	reply: 'Gracias por avisar | Perfecto, pero tengo una duda',
	photo: 'Le mando una foto | Mire, así está',
	document: 'Le adjunto el documento.',
	call: 'Le llamo ahora, así es más rápido.',
	another: 'Una cosa más | Ya que estamos, otra pregunta',
	thanks: '¡Muchas gracias! | Perfecto, gracias | Genial 👍',
	goodbye: 'A usted. ¡Que tenga un buen día! | Con mucho gusto. Hasta pronto.',
	pauses: [
		['Un momento, por favor, lo estoy comprobando.', 'Claro, sin prisa'],
		['¿Sigue ahí?', 'Sí, perdone'],
	],
	topics: [
		{
			queue: 'delivery',
			opening: '¿Dónde está mi paquete? | El pedido {order} todavía no ha llegado',
			exchanges: [
				['¿Me puede dar el número de pedido?', '{order}'],
				['El número de seguimiento es {code}. Salió ayer del almacén.', '¿Y cuándo llega?'],
				['La entrega está prevista {day}.', '¿Por la mañana o por la tarde?'],
				['Puedo pedir que pasen después de las {time}.', 'Eso me viene muy bien'],
			],
			resolution: 'Listo: entrega {day} después de las {time}.',
		},
		{
			queue: 'billing',
			opening: 'Me han cobrado {amount} dos veces | Hay un error en la factura {order}',
			exchanges: [
				['Lo siento. ¿De qué factura se trata?', 'De la {order}'],
				['Veo dos cargos de {amount}.', 'Eso es, y solo hice una compra'],
				['¿Quiere el reembolso en la misma tarjeta?', 'Sí, por favor'],
				['Confirme, por favor, el código {code}.', '{code}, confirmado'],
			],
			resolution: 'Le devolvemos {amount} en un plazo de tres a cinco días.',
		},
		{
			queue: 'support',
			opening: 'El artículo «{product}» no funciona | La aplicación muestra el error {code}',
			exchanges: [
				['¿Desde cuándo ocurre?', 'Desde ayer por la tarde'],
				['Desenchúfelo, espere diez segundos y vuelva a enchufarlo.', 'Hecho, sigue igual'],
				['¿Parpadea la luz de atrás?', 'Sí, en rojo'],
				['Mantenga pulsado el botón hasta que suene.', '¡Ahora sí funciona!'],
			],
			resolution: 'Me alegro. Si vuelve a ocurrir, su número de caso es {code}.',
		},
	],
};
