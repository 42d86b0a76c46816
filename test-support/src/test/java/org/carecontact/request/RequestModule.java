package org.carecontact.request;

public class RequestModule {}
