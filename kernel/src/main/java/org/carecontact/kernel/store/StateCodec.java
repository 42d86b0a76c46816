package org.carecontact.kernel.store;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PairId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;
import org.carecontact.schemas.ids.VisitId;
import org.springframework.core.convert.converter.Converter;
import org.springframework.data.convert.ConfigurableTypeInformationMapper;
import org.springframework.data.convert.ReadingConverter;
import org.springframework.data.convert.SimpleTypeInformationMapper;
import org.springframework.data.convert.WritingConverter;
import org.springframework.data.mongodb.core.convert.DefaultMongoTypeMapper;
import org.springframework.data.mongodb.core.convert.MappingMongoConverter;
import org.springframework.data.mongodb.core.convert.MongoCustomConversions;
import org.springframework.data.mongodb.core.convert.NoOpDbRefResolver;
import org.springframework.data.mongodb.core.mapping.MongoMappingContext;

/** Turns records and sealed types into BSON and back; a type is stored under its simple name. */
final class StateCodec<S> {

    /** Ids are stored as the text that they are written as. */
    private static final List<Converter<?, ?>> IDS = List.of(
            new WrittenPair(),
            new ReadPair(),
            new WrittenRequest(),
            new ReadRequest(),
            new WrittenPatient(),
            new ReadPatient(),
            new WrittenDoctor(),
            new ReadDoctor(),
            new WrittenVisit(),
            new ReadVisit());

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

    @WritingConverter
    private static final class WrittenPair implements Converter<PairId, String> {
        @Override
        public String convert(PairId id) {
            return id.toString();
        }
    }

    @ReadingConverter
    private static final class ReadPair implements Converter<String, PairId> {
        @Override
        public PairId convert(String text) {
            return new PairId(text);
        }
    }

    @WritingConverter
    private static final class WrittenRequest implements Converter<RequestId, String> {
        @Override
        public String convert(RequestId id) {
            return id.toString();
        }
    }

    @ReadingConverter
    private static final class ReadRequest implements Converter<String, RequestId> {
        @Override
        public RequestId convert(String text) {
            return RequestId.of(text);
        }
    }

    @WritingConverter
    private static final class WrittenPatient implements Converter<PatientId, String> {
        @Override
        public String convert(PatientId id) {
            return id.toString();
        }
    }

    @ReadingConverter
    private static final class ReadPatient implements Converter<String, PatientId> {
        @Override
        public PatientId convert(String text) {
            return new PatientId(text);
        }
    }

    @WritingConverter
    private static final class WrittenDoctor implements Converter<DoctorId, String> {
        @Override
        public String convert(DoctorId id) {
            return id.toString();
        }
    }

    @ReadingConverter
    private static final class ReadDoctor implements Converter<String, DoctorId> {
        @Override
        public DoctorId convert(String text) {
            return new DoctorId(text);
        }
    }

    @WritingConverter
    private static final class WrittenVisit implements Converter<VisitId, String> {
        @Override
        public String convert(VisitId id) {
            return id.toString();
        }
    }

    @ReadingConverter
    private static final class ReadVisit implements Converter<String, VisitId> {
        @Override
        public VisitId convert(String text) {
            return new VisitId(text);
        }
    }
}
