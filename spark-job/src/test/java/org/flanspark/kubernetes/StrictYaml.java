package org.flanspark.kubernetes;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/** A manifest to the typed model of its kind: what the model does not know is an error. */
public final class StrictYaml {
  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .annotationIntrospector(new NothingIsLeftOver())
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private StrictYaml() {}

  public static <T> T read(String manifest, Class<T> type) throws JsonProcessingException {
    return YAML.readValue(manifest, type);
  }

  /** The model keeps fields that it does not know, as servers of other versions may have more. */
  private static final class NothingIsLeftOver extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public Boolean hasAnySetter(Annotated annotated) {
      return false;
    }
  }
}
