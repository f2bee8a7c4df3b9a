"""Pages of notices for everybody, of days and deliveries for the technical administrator."""
