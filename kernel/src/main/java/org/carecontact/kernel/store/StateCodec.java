package org.carecontact.kernel.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.springframework.data.convert.ConfigurableTypeInformationMapper;
import org.springframework.data.convert.SimpleTypeInformationMapper;
import org.springframework.data.mongodb.core.convert.DefaultMongoTypeMapper;
import org.springframework.data.mongodb.core.convert.MappingMongoConverter;
import org.springframework.data.mongodb.core.convert.MongoCustomConversions;
import org.springframework.data.mongodb.core.convert.NoOpDbRefResolver;
import org.springframework.data.mongodb.core.mapping.MongoMappingContext;

/** Turns records and sealed types into BSON and back; a type is stored under its simple name. */
final class StateCodec<S> {

    private final MappingMongoConverter converter;
    private final Class<S> type;

    StateCodec(Class<S> type) {
        this.type = type;
        MongoCustomConversions conversions = MongoCustomConversions.create(
                adapter -> adapter.bigDecimal(MongoCustomConversions.BigDecimalRepresentation.DECIMAL128));
        MongoMappingContext context = new MongoMappingContext();
        context.setSimpleTypeHolder(conversions.getSimpleTypeHolder());
        context.afterPropertiesSet();
        converter = new MappingMongoConverter(NoOpDbRefResolver.INSTANCE, context);
        converter.setCustomConversions(conversions);
        converter.setMapKeyDotReplacement("\uff0e");
        converter.setTypeMapper(new DefaultMongoTypeMapper(
                "_t", List.of(new ConfigurableTypeInformationMapper(names(type)), new SimpleTypeInformationMapper())));
        converter.afterPropertiesSet();
    }

    Document write(S state) {
        Document document = new Document();
        converter.write(state, document);
        return document;
    }

    S read(Document document) {
        return converter.read(type, document);
    }

    /** The sealed hierarchies reachable from the root, through components of records too. */
    private static Map<Class<?>, String> names(Class<?> root) {
        Map<Class<?>, String> names = new LinkedHashMap<>();
        collect(root, names);
        return names;
    }

    private static void collect(Class<?> type, Map<Class<?>, String> names) {
        if (type.isEnum() || names.containsKey(type) || !type.getName().startsWith("org.carecontact.")) {
            return;
        }
        if (names.containsValue(type.getSimpleName())) {
            throw new IllegalArgumentException("two state types are called " + type.getSimpleName());
        }
        names.put(type, type.getSimpleName());
        if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                collect(permitted, names);
            }
        }
        if (type.isRecord()) {
            for (var component : type.getRecordComponents()) {
                collect(component.getType(), names);
                if (component.getGenericType() instanceof java.lang.reflect.ParameterizedType generic) {
                    for (var argument : generic.getActualTypeArguments()) {
                        if (argument instanceof Class<?> c) {
                            collect(c, names);
                        }
                    }
                }
            }
        }
    }
}
