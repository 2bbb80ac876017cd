from lxml import etree


def get_specification(model, arch):
    """What the web client asks for to show a view: names of what is shown, rows of what
    is listed.

    :param arch: a view's XML as text
    """
    return _read_node(model, etree.fromstring(arch))


def _read_node(model, root):
    specification = {}
    for node in root.iter("field"):
        parents = list(node.iterancestors())
        parents = parents[: parents.index(root)]
        if any(parent.tag == "field" for parent in parents):
            continue
        name = node.get("name")
        hidden = {node.get("invisible"), node.get("column_invisible")}
        field = model._fields[name]
        if field.type == "many2one" and not hidden & {"1", "True"}:
            specification[name] = {"fields": {"display_name": {}}}
        elif field.type in ("one2many", "many2many"):
            rows = node.find("list")
            rows = (
                {"display_name": {}}
                if rows is None
                else _read_node(model.env[field.comodel_name], rows)
            )
            specification[name] = {"fields": rows}
        else:
            specification.setdefault(name, {})
    return specification
