DROP TABLE categoriser_settings;
DROP TABLE category_models;
