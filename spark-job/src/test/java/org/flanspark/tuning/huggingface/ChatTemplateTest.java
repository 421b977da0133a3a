package org.flanspark.tuning.huggingface;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatTemplateTest {

  @Test
  void putsTheTextsOfTrainingAroundMessages() {
    assertThat(ChatTemplate.of(new PromptTexts("<s>", "\n", "</s>", true)))
        .isEqualTo(
            "{% for message in messages %}{% if message['role'] == 'user' %}{{ '<s>' +"
                + " message['content'] + '\\n"
                + "' }}{% elif message['role'] == 'assistant' %}{{ message['content'] + '</s>' }}{%"
                + " else %}{{ raise_exception('Unknown role: ' + message['role'] + ', expected user"
                + " or assistant') }}{% endif %}{% endfor %}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"it's|'it\\'s'", "a\\n|'a\\\\n'", "}}{% x|'}}{% x'", "é\u2028|'é\u2028'"})
  void quotesAsJinjaDoes(String text, String literal) {
    assertThat(ChatTemplate.literal(text)).isEqualTo(literal);
  }

  @Test
  void escapesControlCharacters() {
    assertThat(ChatTemplate.literal("\n\r\t\u0000\u007f")).isEqualTo("'\\n\\r\\t\\u0000\\u007f'");
  }
}
