package org.carecontact.vendors.wecom;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.carecontact.vendors.ContactWay;
import org.carecontact.vendors.ContactWayPage;
import org.carecontact.vendors.Customer;
import org.carecontact.vendors.Invitation;
import org.carecontact.vendors.NewInvitation;
import org.carecontact.vendors.Outcome;
import org.carecontact.vendors.VendorRefused;
import org.carecontact.vendors.WeComAccount;
import org.carecontact.vendors.WeComClient;
import org.carecontact.vendors.tokens.MongoTokens;

/** Calls WeCom for one application. */
public final class WeCom implements WeComClient {

    public WeCom(WeComAccount account, MongoTokens tokens, Clock clock) {}

    @Override
    public Outcome message(String key, String userId, String title, String description, String url) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Invitation addContactWay(NewInvitation wanted) throws VendorRefused {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<ContactWay> getContactWay(String configId) throws VendorRefused {
        throw new UnsupportedOperationException();
    }

    @Override
    public ContactWayPage listContactWays(Instant from, Instant to, String cursor) throws VendorRefused {
        throw new UnsupportedOperationException();
    }

    @Override
    public void updateContactWay(String configId, String remark, String state, boolean skipVerify)
            throws VendorRefused {
        throw new UnsupportedOperationException();
    }

    @Override
    public void deleteContactWay(String configId) throws VendorRefused {
        throw new UnsupportedOperationException();
    }

    @Override
    public void closeTempChat(String userId, String externalUserId) throws VendorRefused {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> customersOf(String userId) throws VendorRefused {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Customer> customers(Collection<String> userIds) throws VendorRefused {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Customer> customer(String externalUserId) throws VendorRefused {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> followUsers() throws VendorRefused {
        throw new UnsupportedOperationException();
    }
}
