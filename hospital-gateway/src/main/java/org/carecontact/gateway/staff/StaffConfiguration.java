package org.carecontact.gateway.staff;

import org.carecontact.gateway.staff.domain.Department;
import org.carecontact.gateway.staff.domain.DepartmentEvent;
import org.carecontact.gateway.staff.domain.DescribeDepartment;
import org.carecontact.gateway.staff.domain.DescribeDoctor;
import org.carecontact.gateway.staff.domain.Doctor;
import org.carecontact.gateway.staff.domain.DoctorEvent;
import org.carecontact.gateway.staff.domain.Schedule;
import org.carecontact.gateway.staff.domain.ScheduleEvent;
import org.carecontact.gateway.staff.domain.StaffRejection;
import org.carecontact.gateway.staff.domain.TellSlot;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.store.Documents;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Builds the stores of doctors, departments and schedules. */
@Configuration(proxyBeanMethods = false)
class StaffConfiguration {

    @Bean
    Documents<DescribeDoctor, Doctor, DoctorEvent, StaffRejection> doctors(Kernel kernel) {
        return kernel.documents(new DoctorAggregate());
    }

    @Bean
    Documents<DescribeDepartment, Department, DepartmentEvent, StaffRejection> departments(Kernel kernel) {
        return kernel.documents(new DepartmentAggregate());
    }

    @Bean
    Documents<TellSlot, Schedule, ScheduleEvent, StaffRejection> schedules(Kernel kernel) {
        return kernel.documents(new ScheduleAggregate());
    }
}
