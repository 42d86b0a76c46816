package org.carecontact.feedcli.hospitals;

import java.util.List;
import java.util.Map;
import org.carecontact.consent.forms.FormCheck;
import org.carecontact.gateway.dialects.FeedFile;
import org.carecontact.kernel.hospitals.HospitalDescription;
import org.carecontact.policy.documents.PolicyDocument;
import org.carecontact.sandbox.hospitals.HospitalFiles;

/**
 * A hospital's folder in which nothing is wrong.
 *
 * @param files with the ports that the installation has for them
 * @param policies by the name of their file
 * @param forms by the name of their file
 * @param providers how many of its own it has
 */
record CheckedFolder(
        HospitalDescription hospital,
        HospitalFiles files,
        List<FeedFile> feeds,
        Map<String, PolicyDocument> policies,
        Map<String, FormCheck.Checked> forms,
        int providers) {

    String id() {
        return hospital.id();
    }

    String summary() {
        return "%s: %d feeds, %d departments, %d policies, %d forms, %d providers"
                .formatted(id(), feeds.size(), hospital.departments().size(), policies.size(), forms.size(), providers);
    }
}
