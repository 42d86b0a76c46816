package org.carecontact.kernel.store;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bson.Document;
import org.carecontact.schemas.ids.DepartmentId;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PairId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;
import org.carecontact.schemas.ids.VisitId;
import org.springframework.data.convert.ConfigurableTypeInformationMapper;
import org.springframework.data.convert.ConverterBuilder;
import org.springframework.data.convert.ConverterBuilder.ConverterAware;
import org.springframework.data.convert.SimpleTypeInformationMapper;
import org.springframework.data.mongodb.core.convert.DefaultMongoTypeMapper;
import org.springframework.data.mongodb.core.convert.MappingMongoConverter;
import org.springframework.data.mongodb.core.convert.MongoCustomConversions;
import org.springframework.data.mongodb.core.convert.NoOpDbRefResolver;
import org.springframework.data.mongodb.core.mapping.MongoMappingContext;

/** Turns records and sealed types into BSON and back; a type is stored under its simple name. */
final class StateCodec<S> {

    /** Ids are stored as text. */
    private static final List<ConverterAware> IDS = List.of(
            id(PairId.class, PairId::new),
            id(RequestId.class, RequestId::of),
            id(PatientId.class, PatientId::new),
            id(DoctorId.class, DoctorId::new),
            id(DepartmentId.class, DepartmentId::new),
            id(VisitId.class, VisitId::new));

    private final MappingMongoConverter converter;
    private final Class<S> type;

    StateCodec(Class<S> type) {
        this.type = type;
        MongoCustomConversions conversions = MongoCustomConversions.create(
                adapter -> adapter.bigDecimal(MongoCustomConversions.BigDecimalRepresentation.DECIMAL128)
                        .registerConverters(IDS));
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
        if (type.isEnum()
                || names.containsKey(type)
                || !type.getName().startsWith("org.carecontact.")
                || type.getPackage() == PairId.class.getPackage()) {
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
            for (RecordComponent component : type.getRecordComponents()) {
                collect(component.getType(), names);
                if (component.getGenericType() instanceof ParameterizedType generic) {
                    for (Type argument : generic.getActualTypeArguments()) {
                        if (argument instanceof Class<?> c) {
                            collect(c, names);
                        }
                    }
                }
            }
        }
    }

    private static <I> ConverterAware id(Class<I> type, Function<String, I> reading) {
        return ConverterBuilder.reading(String.class, type, reading).andWriting(Object::toString);
    }
}
