"""Templates that are compiled once in a process: each app would compile all that it shows, and each test makes apps."""

from flask.sansio.app import App
from jinja2 import BytecodeCache


class CompiledTemplates(BytecodeCache):
    """The code of each template, by its name, its file, its source, and whether it is asynchronous."""

    def __init__(self):
        self.code = {}

    def load_bytecode(self, bucket):
        bucket.code = self.code.get(self.key_of(bucket))

    def dump_bytecode(self, bucket):
        self.code[self.key_of(bucket)] = bucket.code

    @staticmethod
    def key_of(bucket):
        return bucket.key, bucket.checksum, bucket.environment.is_async


def compile_templates_once():
    """Give it to the environments of Jinja of all Flask and Quart apps that are made from now on."""
    App.jinja_options = {**App.jinja_options, "bytecode_cache": CompiledTemplates()}
