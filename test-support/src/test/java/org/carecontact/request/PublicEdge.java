package org.carecontact.request;

public class PublicEdge {}
