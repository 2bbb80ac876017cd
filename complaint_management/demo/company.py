from base64 import b64encode

from odoo.fields import Command
from odoo.tools import file_open

HOURS = "Asia/Shanghai"


def build(book):
    """Lotus Tableware: company, calendar, chart of accounts, warehouse, departments."""
    company = book.env["res.company"].create(
        {
            "name": "Lotus Tableware Co., Ltd.",
            "street": "1288 Zhongshan South Road",
            "city": "Shanghai",
            "zip": "200011",
            "country_id": book.env.ref("base.cn").id,
            "currency_id": book.env.ref("base.CNY").id,
            "phone": "+86 400 820 6619",
        }
    )
    book.keep({"company": company})
    # afterwards: Odoo asks the network about a company that starts with an address
    company.email = "service@lotus.example.com"
    company.website = "https://lotus.example.com"
    with file_open("complaint_management/static/description/icon.png", "rb") as logo:
        company.logo = b64encode(logo.read())
    company.resource_calendar_id.tz = HOURS
    company.partner_id.tz = HOURS
    _let_in(book, company)
    _load_accounts(book, company)
    _build_warehouse(book, company)
    _build_departments(book, company)


def _let_in(book, company):
    """The administrator works here too; who builds sees this company alone."""
    for user in (book.env.ref("base.user_admin"), book.env.ref("base.user_root")):
        user.company_ids = [Command.link(company.id)]
    book.env.ref("base.user_admin").company_id = company


def _load_accounts(book, company):
    """Not ``try_loading``: it warns while modules are loaded, that later ones might add
    to the chart; this chart is of the module that we stand on."""
    book.env["account.chart.template"]._load("generic_coa", company, False)
    _move_to_china(book, company)


def _move_to_china(book, company):
    """The generic chart is at home in the United States."""
    china, own = book.env.ref("base.cn"), [("company_id", "=", company.id)]
    company.write(
        {
            "currency_id": book.env.ref("base.CNY").id,
            "account_fiscal_country_id": china.id,
        }
    )
    taxes = book.env["account.tax"].search(own)
    taxes.tax_group_id.country_id = china
    taxes.country_id = china
    taxes.filtered("amount").write({"amount": 13, "name": "13%"})
    taxes.filtered("amount").tax_group_id.name = "VAT 13%"
    positions = book.env["account.fiscal.position"].search(own)
    positions.filtered("country_id").country_id = china


def _build_warehouse(book, company):
    warehouse = book.env["stock.warehouse"].search(
        [("company_id", "=", company.id)], limit=1
    ) or book.env["stock.warehouse"].create(
        {"name": company.name, "code": "LOTUS", "company_id": company.id}
    )
    warehouse.write({"name": "Central warehouse Shanghai", "code": "LOTUS"})
    book.keep({"warehouse": warehouse})


def _build_departments(book, company):
    for row in book.table("departments"):
        vals = {
            "name": row["name"],
            "company_id": company.id,
            "parent_id": row["parent"] and book.get(f"department_{row['parent']}").id,
            "complaint_kind": row["kind"],
        }
        if row["region"]:  # else that of the department above
            vals["complaint_region"] = row["region"]
        department = book.env["hr.department"].create(vals)
        book.keep({f"department_{row['key']}": department})
