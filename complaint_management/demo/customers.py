def build(book):
    """Dealers, agents and users are companies with a contact, consumers are persons."""
    for row in book.table("customers"):
        partner = book.env["res.partner"].create(_prepare_vals(book, row))
        kept = {f"partner_{row['key']}": partner}
        if row["contact"]:
            kept[f"contact_{row['key']}"] = book.env["res.partner"].create(
                {
                    "name": row["contact"],
                    "parent_id": partner.id,
                    "company_id": book.company.id,
                    "email": row["email"],
                    "phone": row["phone"],
                    "function": "Purchasing",
                }
            )
        book.keep(kept)


def _prepare_vals(book, row):
    return {
        "name": row["name"],
        "is_company": bool(row["contact"]),
        "company_id": book.company.id,
        "street": row["street"],
        "city": row["city"],
        "country_id": book.env.ref(f"base.{row['country']}").id,
        "email": row["email"],
        "phone": row["phone"],
    }
